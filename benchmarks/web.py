"""CPU time of Linli's pages against bare Django views that read or write the same rows.

    .venv/bin/python benchmarks/web.py [--postgresql] [--matters 2000] [--seconds 20]

One process, no sockets, the product's settings and middleware, signed in by a session, no cache of
answers.  The bare views (benchmarks/bare) have no middleware, no rules and short templates.  Blocks
of ours and theirs alternate, so that what else the machine does meets both.  Prints for each page
the CPU time of the median block in milliseconds, the ratio theirs / ours, and the number of
queries with one row and with thirty.  Exits with 1 where a ratio is below one half or a number of
queries depends on the rows.  Runs on SQLite, then on PostgreSQL where --postgresql is given or
LINLI_TEST_PG_DSN is set.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "src")]

LEAST = 0.5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="this one alone")
    parser.add_argument("--matters", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=20.0, help="for each page")
    given = parser.parse_args()
    if given.database:
        return measure(given.database, given.matters, given.seconds)
    wanted = given.postgresql or "LINLI_TEST_PG_DSN" in os.environ
    databases = ["sqlite", "postgresql"] if wanted else ["sqlite"]
    return max([_run(database, sys.argv[1:]) for database in databases])


def _run(database: str, arguments: list[str]) -> int:
    """In a process of its own: Django's settings name one database."""
    rest = [each for each in arguments if each != "--postgresql"]
    command = [sys.executable, __file__, "--database", database, *rest]
    return subprocess.run(command, check=False).returncode


def measure(database: str, matters: int, seconds: float) -> int:
    from benchmarks.installations import installed

    with installed(database):
        from benchmarks.comparing import compare
        from benchmarks.web_pages import list_pages

        print(f"\n{database}, {matters} matters: CPU ms a request, median of blocks")
        print(f"{'page':<22}{'ours':>8}{'bare':>8}{'ratio':>8}   queries at 1 and 30 rows")
        kept = True
        for page in list_pages(matters):
            result = compare(page, seconds=seconds)
            print(result.line(), flush=True)
            kept = kept and result.ratio >= LEAST and result.is_constant
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
