"""Somebody who keeps every checkpoint that the server ever shows, while it is killed and started."""

import threading
import time
from http.client import HTTPConnection, HTTPException

PAUSE = 0.05
TIMEOUT = 5


class Collector(threading.Thread):
    """Asks for the log's checkpoint again and again; `notes` are those it saw, in order."""

    def __init__(self, port: int) -> None:
        super().__init__(name="collector", daemon=True)
        self.notes: list[str] = []
        self._port = port
        self._finish = threading.Event()

    def run(self) -> None:
        while not self._finish.is_set():
            note = self._ask()
            if note and note != (self.notes or [""])[-1]:
                self.notes.append(note)
            time.sleep(PAUSE)

    def finish(self) -> list[str]:
        self._finish.set()
        self.join()
        return self.notes

    def _ask(self) -> str:
        """Empty while there is no answer."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT)
        try:
            connection.request("GET", "/log/checkpoint")
            answer = connection.getresponse()
            return answer.read().decode() if answer.status == 200 else ""
        except (OSError, HTTPException):
            return ""
        finally:
            connection.close()
