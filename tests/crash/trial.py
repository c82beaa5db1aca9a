"""A trial: people report, the server is killed amid them and started again, and all is counted."""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.crash.checkpoints import Collector
from tests.crash.installation import Installation
from tests.crash.reporters import Acknowledged, Reporter
from tests.crash.server import Server
from tests.crash.tally.names import begun_file

PATIENCE = 120.0
# A killed worker's lease runs out by itself; so long nobody else may work off jobs.
LEASE_SECONDS = 30.0
AMID_JOBS = 3
# The worker starts a moment after the web server, and needs another one to begin.
MOMENT = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How many reports at least, people at once, kills, and jobs that wait at the beginning.

    After so many of the kills the worker alone is killed as well, amid its sealing.
    """

    reports: int
    people: int
    kills: int
    jobs: int
    worker_kills: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was acknowledged, what the database then held and the log, how many processes each kill
    met, how many workers were killed alone, and how many checkpoints were seen."""

    acknowledged: Sequence[Acknowledged]
    found: dict[str, Any]
    log: dict[str, Any]
    killed: Sequence[int]
    workers_killed: int
    checkpoints: int
    begun: int
    exit_status: int


def expect(outcome: Outcome, trial: Trial) -> dict[str, Any]:
    """What the database must hold: each acknowledged report once and whole, each job's effect
    once."""
    return {
        "matters": len(outcome.acknowledged),
        "not one each": [],
        "lost": [],
        "reported twice": [],
        "gaps": False,
        "jobs left": 0,
        "tallies": list(range(trial.jobs)),
        "unread by consumers": [],
    }


LOG_EXPECTED = {
    "verified": True,
    "unpublished": 0,
    "lost": 0,
    "twice": [],
    "differences": [],
    "contradicted": [],
    "shrunk": False,
}


def run_trial(
    installation: Installation, trial: Trial, *, tell: Callable[[str], None] = lambda _: None
) -> Outcome:
    """Raises what a reporter met that was not a broken connection."""
    place = installation.run("tests.crash.prepare", str(trial.jobs)).strip()
    server = Server(installation)
    with _running(server):
        collector = Collector(server.port)
        collector.start()
        reporters = _set_to_work(server, place, trial.people)
        killed, workers = [], 0
        for each in range(trial.kills):
            killed.append(_kill_amid(server, reporters, trial, each, tell))
            if each < trial.worker_kills:
                workers += _kill_worker_amid(server, reporters)
        _wait_for(reporters, trial.reports)
        acknowledged = _finish(reporters)
        receipts = [(each.words, each.number, each.secret) for each in acknowledged]
        seconds = str(LEASE_SECONDS * 2)
        found = installation.run("tests.crash.audit", seconds, given=json.dumps(receipts))
        notes = collector.finish()
        log = installation.run("tests.crash.log_audit", seconds, given=json.dumps(notes))
        exit_status = server.stop()
    begun = begun_file(installation.folder).stat().st_size
    return Outcome(
        acknowledged=acknowledged,
        found=json.loads(found),
        log=json.loads(log),
        killed=killed,
        workers_killed=workers,
        checkpoints=len(notes),
        begun=begun,
        exit_status=exit_status,
    )


@contextmanager
def _running(server: Server) -> Iterator[None]:
    server.start()
    try:
        yield
    finally:
        server.stop()


def _set_to_work(server: Server, place: str, people: int) -> list[Reporter]:
    reporters = [
        Reporter(f"Reporter {number}", server.port, place, by_form=number % 2 == 0)
        for number in range(people)
    ]
    for reporter in reporters:
        reporter.start()
    return reporters


def _kill_amid(
    server: Server,
    reporters: Sequence[Reporter],
    trial: Trial,
    number: int,
    tell: Callable[[str], None],
) -> int:
    """At even shares of the reports; the first time while a worker is amid the jobs."""
    if number == 0:
        _wait_for_jobs(server.installation)
    else:
        _wait_for(reporters, trial.reports * number // trial.kills)
    processes = server.kill()
    server.start()
    tell(f"kill {number + 1}: {processes} processes, {_count(reporters)} reports acknowledged")
    return processes


def _kill_worker_amid(server: Server, reporters: Sequence[Reporter]) -> int:
    """Soon after it was started, at a moment of its own: it seals what had piled up meanwhile."""
    _wait_for(reporters, _count(reporters) + 3)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        time.sleep(random.uniform(0, MOMENT))
        if workers := server.kill_worker():
            return workers
    raise TimeoutError("no worker was started")


def _wait_for(reporters: Sequence[Reporter], reports: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while _count(reporters) < reports:
        _raise_errors(reporters)
        if time.monotonic() > deadline:
            raise TimeoutError(f"{_count(reporters)} of {reports} reports acknowledged")
        time.sleep(0.01)


def _wait_for_jobs(installation: Installation) -> None:
    """Until the third has begun."""
    begun, deadline = begun_file(installation.folder), time.monotonic() + PATIENCE
    while not begun.exists() or begun.stat().st_size < AMID_JOBS:
        if time.monotonic() > deadline:
            raise TimeoutError("no worker works off the jobs")
        time.sleep(0.01)


def _finish(reporters: Sequence[Reporter]) -> list[Acknowledged]:
    for reporter in reporters:
        reporter.finish()
    for reporter in reporters:
        reporter.join(PATIENCE)
    _raise_errors(reporters)
    return [each for reporter in reporters for each in reporter.acknowledged]


def _raise_errors(reporters: Sequence[Reporter]) -> None:
    for reporter in reporters:
        if reporter.error is not None:
            raise reporter.error


def _count(reporters: Sequence[Reporter]) -> int:
    return sum(len(reporter.acknowledged) for reporter in reporters)
