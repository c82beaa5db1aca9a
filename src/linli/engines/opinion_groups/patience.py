"""What goes on, told on standard error once it has taken more than two seconds."""

import sys
import threading
from types import TracebackType
from typing import Self

_PATIENCE = 2.0
_INTERVAL = 5.0


class Patience:
    """While it is open, says every few seconds what was last set as ``stage``."""

    def __init__(self) -> None:
        self.stage = ""
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _tell(self) -> None:
        wait = _PATIENCE
        while not self._done.wait(wait):
            sys.stderr.write(f"{self.stage} …\n")
            sys.stderr.flush()
            wait = _INTERVAL
