"""The real server with all its processes, and the end of all of them at once."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.crash.installation import ROOT, Installation

START_SECONDS = 60.0
END_SECONDS = 30.0
LINLI = Path(sys.executable).with_name("linli")


class Server:
    """`linli serve` in a session of its own: supervisor, web server with two workers, worker."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers.  Raises TimeoutError where it does not."""
        command = [str(LINLI), "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.installation.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        _wait(self._answers, START_SECONDS, f"the server did not answer: {self.log}")

    def kill(self) -> int:
        """SIGKILL to every process of it, as a power cut would; how many there were."""
        processes = self._processes()
        for process in processes:
            _kill(process)
        assert self._process
        self._process.wait()
        _wait(lambda: not self._processes(), END_SECONDS, "a process outlived SIGKILL")
        return len(processes)

    def kill_worker(self) -> int:
        """SIGKILL to the worker with its sequencer alone; how many there were: none while the
        supervisor is about to start one."""
        workers = [process for process in self._processes() if _is_worker(process)]
        for process in workers:
            _kill(process)
        return len(workers)

    def stop(self) -> int:
        """Ends it in order; its exit status."""
        if self._process is None:
            return 0
        self._process.terminate()
        try:
            return self._process.wait(END_SECONDS)
        finally:
            self.kill()

    @property
    def log(self) -> Path:
        return self.installation.folder / "server.log"

    def _processes(self) -> list[int]:
        """Those of the session that still run: the supervisor's children have groups of their own."""
        assert self._process
        session = self._process.pid
        found = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
        return [process for process in found if _session_of(process) == session]

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def _session_of(process: int) -> int | None:
    """The session of a process that has not ended; proc(5): state and session are the first and
    the fourth field behind the name."""
    try:
        _name, _, rest = Path(f"/proc/{process}/stat").read_text().rpartition(")")
    except OSError:
        return None
    state, _parent, _group, session = rest.split()[:4]
    return None if state in "ZX" else int(session)


def _is_worker(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().endswith(b"linli\0work\0")
    except OSError:
        return False


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _wait(holds: Callable[[], bool], seconds: float, otherwise: str) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(otherwise)
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
