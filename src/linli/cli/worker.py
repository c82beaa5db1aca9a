"""The worker's loop: holds the lease, runs jobs and periodic tasks, until it is told to stop."""

import logging
import signal
import time
import uuid
from dataclasses import dataclass, field
from threading import Event
from types import FrameType

from django.db import Error, close_old_connections, connections
from django.utils import timezone

from linli.core.records.queue import LEASE, run_next_job, run_periodic_tasks, take_lease

NAME = "worker"
PAUSE_SECONDS = 0.5
PAUSE_AFTER_ERROR_SECONDS = 1.0
RENEWAL_SECONDS = LEASE.total_seconds() / 3
JOBS_A_TURN = 50

logger = logging.getLogger("linli.work")


@dataclass(slots=True)
class Worker:
    """One worker; of several that run, the one with the lease works and the others wait."""

    holder: uuid.UUID = field(default_factory=uuid.uuid4)
    _stop: Event = field(default_factory=Event, init=False)
    _renewed: float | None = field(default=None, init=False)

    def run(self) -> None:
        """Works until `stop` or SIGTERM or SIGINT; a step that has begun is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        while not self._stop.is_set():
            self._stop.wait(self._take_turn())
        self._give_up_lease()

    def stop(self) -> None:
        """Ends the loop after what is being done now."""
        self._stop.set()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stop()

    def _take_turn(self) -> float:
        """Does what is due; seconds to wait before the next turn.

        A database that does not answer is asked again: it may be restarting.
        """
        try:
            close_old_connections()
            return 0 if self._work() else PAUSE_SECONDS
        except Error as error:
            logger.warning("the database does not answer: %s", error)
            self._renewed = None
            connections.close_all()
            return PAUSE_AFTER_ERROR_SECONDS

    def _work(self) -> bool:
        """Whether more may be waiting."""
        done = 0
        while done < JOBS_A_TURN and self._may_go_on() and run_next_job(now=timezone.now()):
            done += 1
        if self._may_go_on():
            run_periodic_tasks(now=timezone.now())
        return done == JOBS_A_TURN

    def _may_go_on(self) -> bool:
        return not self._stop.is_set() and self._hold_lease()

    def _hold_lease(self) -> bool:
        """Asks the database three times in a lease's life, not before each job."""
        now = time.monotonic()
        if self._renewed is not None and now - self._renewed < RENEWAL_SECONDS:
            return True
        held = take_lease(NAME, holder=self.holder, now=timezone.now())
        self._renewed = now if held else None
        return held

    def _give_up_lease(self) -> None:
        """Lets it run out now, so that the next worker need not wait for it."""
        if self._renewed is None:
            return
        try:
            take_lease(NAME, holder=self.holder, now=timezone.now() - LEASE)
        except Error as error:
            logger.warning("the lease runs out by itself: %s", error)
