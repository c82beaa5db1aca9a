"""Orders to stop (Ctrl-C, SIGTERM, a terminal that is closed), obeyed where there is a way back."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Self

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class StoppedError(KeyboardInterrupt):
    """Somebody said stop.

    A KeyboardInterrupt, so that no migration that catches every Exception keeps it to itself, and
    the driver of PostgreSQL cancels what the server is doing.
    """


class Orders:
    """Keeps orders to stop for the blocks that obey them, while it is entered.

    Whoever started the command so that a signal is ignored (nohup) has it ignored.
    """

    def __init__(self) -> None:
        self._may_stop = False
        self._is_asked = False
        self._before: dict[signal.Signals, signal.Handlers | object] = {}

    def __enter__(self) -> Self:
        for number in STOPPING:
            if (handler := signal.getsignal(number)) is not signal.SIG_IGN:
                self._before[number] = handler
                signal.signal(number, self._take)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type] # what getsignal gave

    @contextmanager
    def obeyed(self) -> Iterator[None]:
        """Raises StoppedError in the block when an order comes, or came before it; never after."""
        self._may_stop = True
        try:
            if self._is_asked:
                raise StoppedError
            yield
        finally:
            self._may_stop = False

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        self._is_asked = True
        if self._may_stop:
            # A second order must not cut the way back short.
            self._may_stop = False
            raise StoppedError
