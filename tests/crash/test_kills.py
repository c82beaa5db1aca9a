"""The server killed with SIGKILL amid reports, and its worker alone amid sealing: what was
acknowledged is there, once and whole, and no checkpoint that was ever shown is contradicted."""

import sys
from pathlib import Path

import pytest

from tests.crash.installation import Installation, fresh_postgresql, on_sqlite
from tests.crash.trial import LOG_EXPECTED, Outcome, Trial, expect, run_trial

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux says which processes belong to a session"
)
TRIAL = Trial(reports=300, people=4, kills=3, jobs=12, worker_kills=2)
# Supervisor, web server, its two workers, the worker for jobs, and what multiprocessing adds.
LEAST_PROCESSES = 4


def test_server_killed_amid_reports_loses_none_on_sqlite(tmp_path: Path):
    check(run_trial(on_sqlite(tmp_path), TRIAL))


@pytest.mark.postgresql
def test_server_killed_amid_reports_loses_none_on_postgresql(tmp_path: Path, postgresql_dsn: str):
    with fresh_postgresql(postgresql_dsn) as url:
        check(run_trial(Installation(tmp_path, url), TRIAL))


def check(outcome: Outcome) -> None:
    assert len(outcome.acknowledged) >= TRIAL.reports
    assert outcome.found == expect(outcome, TRIAL)
    assert len(outcome.killed) == TRIAL.kills
    assert min(outcome.killed) >= LEAST_PROCESSES
    assert outcome.exit_status == 0
    assert outcome.log == LOG_EXPECTED
    assert outcome.workers_killed == TRIAL.worker_kills
    # How many are seen depends on the machine; two can contradict each other.
    assert outcome.checkpoints >= 2
