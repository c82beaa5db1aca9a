"""The server killed with SIGKILL again and again while people report; nothing may be lost.

    script/soak kills [--kills 50] [--worker-kills 50] [--reports 3000] [--people 8]
                      [--database postgresql|sqlite]

`linli serve` with all its processes, real requests by form and by API, each repeated with its key
until it is answered.  Then the database is searched: every acknowledged report with number, code
and words, each matter with exactly one of everything that belongs to it, records without a gap, no
report twice, every job's effect once.  And the public log: each record sealed once, everything
published, and every checkpoint that was ever shown still the beginning of it; for that the worker is
also killed alone, amid its sealing.  Prints what was found, and exits with 1 where anything is
wrong.  Runs on both databases unless one is named.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.installations import postgresql_dsn
from tests.crash.installation import Installation, fresh_postgresql, on_sqlite
from tests.crash.trial import LOG_EXPECTED, Trial, expect, run_trial

DATABASES = ("sqlite", "postgresql")
JOBS = 40


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/soak kills")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--worker-kills", type=int, default=50)
    parser.add_argument("--reports", type=int, default=3000)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--database", choices=DATABASES)
    given = parser.parse_args()
    trial = Trial(
        reports=given.reports,
        people=given.people,
        kills=given.kills,
        jobs=JOBS,
        worker_kills=min(given.worker_kills, given.kills),
    )
    databases = [given.database] if given.database else DATABASES
    passed = [run(database, trial) for database in databases]
    return 0 if all(passed) else 1


def run(database: str, trial: Trial) -> bool:
    """Whether nothing was wrong."""
    began = time.monotonic()
    with installed(database) as installation:
        outcome = run_trial(installation, trial, tell=lambda line: print(f"  {line}", flush=True))
    repeated = sum(each.sent > 1 for each in outcome.acknowledged)
    print(
        f"{database}: {len(outcome.killed)} kills of {min(outcome.killed)} to "
        f"{max(outcome.killed)} processes in {time.monotonic() - began:.0f} s; "
        f"{len(outcome.acknowledged)} reports acknowledged, {repeated} of them sent repeatedly; "
        f"{trial.jobs} jobs, {outcome.begun} times begun; "
        f"{outcome.workers_killed} kills of the worker alone, {outcome.checkpoints} checkpoints seen"
    )
    wrong = {
        what: (found, expected)
        for what, expected in expect(outcome, trial).items()
        if (found := outcome.found[what]) != expected
    }
    wrong |= {
        f"log, {what}": (outcome.log[what], expected)
        for what, expected in LOG_EXPECTED.items()
        if outcome.log[what] != expected
    }
    for what, (found, expected) in wrong.items():
        print(f"  WRONG {what}: {found}, expected {expected}")
    print(f"{database}: {'something was damaged' if wrong else 'nothing lost, nothing twice'}")
    return not wrong


@contextmanager
def installed(database: str) -> Iterator[Installation]:
    with ExitStack() as until_the_end:
        folder = Path(until_the_end.enter_context(tempfile.TemporaryDirectory()))
        if database == "sqlite":
            yield on_sqlite(folder)
            return
        dsn = until_the_end.enter_context(postgresql_dsn())
        yield Installation(folder, until_the_end.enter_context(fresh_postgresql(dsn)))


if __name__ == "__main__":
    sys.exit(main())
