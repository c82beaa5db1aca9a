"""Whether pages take as long with a million matters as with ten thousand.

    script/soak growth [--matters 1000000] [--database postgresql|sqlite] [--rounds 100] [--plans]

Fills two communities, one of 10,000 matters and one of --matters, two of every hundred under way,
and makes the planner's statistics.  Then their pages are visited in turn, in one process for each
side, through WSGI with the product's settings and middleware, signed in; what is shown has as many
rows on both sides.  Prints the median wall time in milliseconds (the database's part is in it), the
median CPU time of the web process, and the ratio of the wall times; exits with 1 where a page takes
more than 1.5 times as long.  Pages that count all that there is are printed last, and may grow.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.installations import postgresql_dsn

DSN = "LINLI_TEST_PG_DSN"
SMALL = 10_000
MOST = 1.5
# Pages that count everything take seconds where there is much.
COUNTING_ROUNDS = 3
Times = dict[str, list[tuple[float, float]]]


class Side:
    """The process of one side."""

    def __init__(self, database: str, matters: int) -> None:
        command = [sys.executable, str(ROOT / "benchmarks" / "growth_side.py")]
        self._process = subprocess.Popen(
            [*command, database, str(matters)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.visits: dict[str, bool] = {}
        self.times: Times = {}

    def wait(self) -> None:
        """Until it is filled."""
        self.visits = self._read()
        self.times = {name: [] for name in self.visits}

    def visit(self, what: str) -> None:
        for name, (wall, cpu) in self.ask(what).items():
            self.times[name].append((wall, cpu))

    def ask(self, what: str) -> Any:
        assert self._process.stdin
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        return self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Without further questions it clears up after itself and ends."""
        self._process.communicate()

    def median(self, name: str) -> tuple[float, float]:
        walls, cpus = zip(*self.times[name], strict=True)
        return statistics.median(walls), statistics.median(cpus)

    def _read(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("one side ended early")
        return json.loads(line)


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/soak growth")
    parser.add_argument("--matters", type=int, default=1_000_000)
    parser.add_argument("--database", choices=["postgresql", "sqlite"], default="postgresql")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--plans", action="store_true", help="show the plans of slow queries")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    with (
        _server() if given.database == "postgresql" else nullcontext(),
        Side(given.database, SMALL) as small,
        Side(given.database, given.matters) as large,
    ):
        small.wait()
        large.wait()
        for number in range(given.rounds):
            what = "all" if number < COUNTING_ROUNDS else "round"
            small.visit(what)
            large.visit(what)
        kept = _report(given, small, large)
        if given.plans:
            _print_plans(large)
    return 0 if kept else 1


@contextmanager
def _server() -> Iterator[None]:
    """One PostgreSQL for both sides."""
    with postgresql_dsn() as dsn:
        os.environ[DSN] = dsn
        yield


def _report(given: argparse.Namespace, small: Side, large: Side) -> bool:
    print(f"{given.database}: {SMALL:,} and {given.matters:,} matters, {given.rounds} rounds")
    print(f"{'page':<20}{'wall ms':>9}{'':>9}{'ratio':>7}{'CPU ms':>9}")
    kept = True
    for name, counts in sorted(small.visits.items(), key=lambda item: item[1]):
        (wall, cpu), (large_wall, large_cpu) = small.median(name), large.median(name)
        ratio = large_wall / wall
        kept = kept and (counts or ratio <= MOST)
        times = f"{wall:9.1f}{large_wall:9.1f}{ratio:7.2f}{cpu:9.1f}{large_cpu:9.1f}"
        print(f"{name:<20}{times}{'  counts all' if counts else ''}")
    return kept


def _print_plans(side: Side) -> None:
    for name, plans in side.ask("plans").items():
        for plan in plans:
            print(f"\n--- {name}\n{plan}")


if __name__ == "__main__":
    sys.exit(main())
