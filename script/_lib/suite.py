"""script/test: set-up, checks, the tests on SQLite, then those of the database on PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from tests.services.postgresql import NoServerError, running_server

from . import browser, checks, go, project_setup
from .paths import PYTHON, ROOT
from .progress import say

IN_CI = bool(os.environ.get("CI"))
NO_TESTS_COLLECTED = 5
# Of the whole suite: both cores, and the slowest tests named.
WHOLE = ("-n", "2", "--durations=10", "--durations-min=2")


def main(arguments: Sequence[str]) -> int:
    """The exit status of the first stage that failed; the last line is always pytest's."""
    project_setup.enter(development=True)
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    if not browser.provide() and IN_CI:
        return 1
    if not arguments:
        go.provide()
    if not arguments and not _checks_pass():
        return 1
    with _postgresql() as dsn:
        return _passes(arguments, dsn)


def _checks_pass() -> bool:
    started = time.monotonic()
    passed = checks.run()
    say(f"checks: {time.monotonic() - started:.0f} s")
    return passed


def _passes(arguments: Sequence[str], dsn: str | None) -> int:
    started = time.monotonic()
    given = {"LINLI_TEST_PG_DSN": dsn} if dsn else {}
    status = _pytest("SQLite", arguments, given)
    say(f"SQLite: {time.monotonic() - started:.0f} s")
    if dsn is None:
        return 1 if IN_CI else status
    if status not in _good(arguments):
        return status
    on_postgresql = given | {"LINLI_TEST_DATABASE": "postgresql"}
    again = _pytest("PostgreSQL", [*arguments, "--only-database-tests"], on_postgresql)
    return again if again not in _good(arguments) else min(status, again)


def _good(arguments: Sequence[str]) -> tuple[int, ...]:
    """Tests that were named may all belong to one of the two passes."""
    return (0, NO_TESTS_COLLECTED) if arguments else (0,)


def _pytest(database: str, arguments: Sequence[str], given: Mapping[str, str]) -> int:
    say(f"\n=== {database} ===")
    command = [str(PYTHON), "-m", "pytest", *arguments]
    if not [name for name in arguments if name != "--only-database-tests"]:
        command += WHOLE
    env = os.environ | given
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


@contextmanager
def _postgresql() -> Iterator[str | None]:
    """The address of a server for the tests: the given one, else one of their own, else none."""
    with ExitStack() as until_the_end:
        yield os.environ.get("LINLI_TEST_PG_DSN") or _start_server(until_the_end)


def _start_server(until_the_end: ExitStack) -> str | None:
    try:
        return until_the_end.enter_context(running_server()).dsn
    except NoServerError as error:
        say(f"没有 PostgreSQL，只在 SQLite 上测试。 Tests run on SQLite only: {error}")
        return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
