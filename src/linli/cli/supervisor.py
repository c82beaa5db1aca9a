"""Keeps a few processes running, and takes them down with itself."""

import logging
import math
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from linli.cli.lifeline import end_with_parent_after_fork

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
GRACE_SECONDS = 15.0
TICK_SECONDS = 0.1
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

logger = logging.getLogger("linli.serve")


def pause_after(failures: int) -> float:
    """Seconds to wait before the next start when so many failed in a row before this one."""
    return min(math.ldexp(FIRST_PAUSE, min(failures, 10)), LONGEST_PAUSE)


@dataclass(slots=True)
class Child:
    """One process to keep.

    `tries` bounds how often in a row it may fail before it ever ran steadily; None: no bound.
    `delay` in seconds lets another child come up first.
    """

    name: str
    command: Sequence[str]
    tries: int | None = None
    delay: float = 0.0
    process: subprocess.Popen[bytes] | None = None
    due: float = 0.0
    started: float = 0.0
    failures: int = 0

    def start(self) -> None:
        """In a process group of its own: Ctrl-C at a terminal reaches it through us, once."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=end_with_parent_after_fork(),  # noqa: PLW1509 - there are no threads
        )

    def note_end(self, status: int) -> None:
        """Sets when it is due again: twice as late after each failure in a row."""
        if time.monotonic() - self.started >= STEADY_SECONDS:
            self.failures = 0
        pause = pause_after(self.failures)
        self.failures += 1
        self.process = None
        self.due = time.monotonic() + pause
        logger.warning("%s ended with status %d; next start in %.1f s", self.name, status, pause)

    @property
    def is_hopeless(self) -> bool:
        return self.tries is not None and self.failures >= self.tries


@dataclass(slots=True)
class Supervisor:
    """Starts its children, starts them again when they die, and forwards the order to stop."""

    children: list[Child]
    on_tick: Callable[[], None] = lambda: None
    _asked_to_stop: bool = field(default=False, init=False)

    def run(self) -> int:
        """Until a signal asks to stop (then 0), or a child is beyond hope (then 1)."""
        before = {number: signal.signal(number, self._ask_to_stop) for number in STOPPING}
        beginning = time.monotonic()
        for child in self.children:
            child.due = beginning + child.delay
        try:
            while not self._asked_to_stop and not self._hopeless():
                self._tend()
                self.on_tick()
                time.sleep(TICK_SECONDS)
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)
        return 1 if self._hopeless() else 0

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop = True

    def _hopeless(self) -> bool:
        return any(child.is_hopeless for child in self.children)

    def _tend(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if now >= child.due:
                    child.start()
            elif (status := child.process.poll()) is not None:
                child.note_end(status)

    def _stop_all(self) -> None:
        """All at once, and by force those that have not ended within the grace."""
        running = [child.process for child in self.children if child.process]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
