"""A trial: people report, the server is killed amid them and started again, and all is counted."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.crash.installation import Installation
from tests.crash.reporters import Acknowledged, Reporter
from tests.crash.server import Server
from tests.crash.tally.names import begun_file

PATIENCE = 120.0
# A killed worker's lease runs out by itself; so long nobody else may work off jobs.
LEASE_SECONDS = 30.0
AMID_JOBS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How many reports at least, people at once, kills, and jobs that wait at the beginning."""

    reports: int
    people: int
    kills: int
    jobs: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was acknowledged, what the database then held, and how many processes each kill met."""

    acknowledged: Sequence[Acknowledged]
    found: dict[str, Any]
    killed: Sequence[int]
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


def run_trial(
    installation: Installation, trial: Trial, *, tell: Callable[[str], None] = lambda _: None
) -> Outcome:
    """Raises what a reporter met that was not a broken connection."""
    place = installation.run("tests.crash.prepare", str(trial.jobs)).strip()
    server = Server(installation)
    with _running(server):
        reporters = _set_to_work(server, place, trial.people)
        killed = [_kill_amid(server, reporters, trial, each, tell) for each in range(trial.kills)]
        _wait_for(reporters, trial.reports)
        acknowledged = _finish(reporters)
        receipts = [(each.words, each.number, each.secret) for each in acknowledged]
        seconds = str(LEASE_SECONDS * 2)
        found = installation.run("tests.crash.audit", seconds, given=json.dumps(receipts))
        exit_status = server.stop()
    begun = begun_file(installation.folder).stat().st_size
    return Outcome(acknowledged, json.loads(found), killed, begun, exit_status)


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
