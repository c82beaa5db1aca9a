"""One side of the comparison: a community of one size, whose pages are visited when asked.

Speaks JSON with its parent: the line `round` asks for a visit of each page, `all` for those too that
count everything, and the line that goes out gives their wall and CPU times in milliseconds; `plans`
asks how slow queries are run.  Everything for people goes to standard error.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "src")]

from benchmarks.installations import installed

QUIET = 40
WARM_UP = 3
SLOW_MILLISECONDS = 20.0
TOLD_EVERY = 50_000


def main(database: str, matters: int) -> None:
    with installed(database):
        from benchmarks.filling import Filler, found_street
        from benchmarks.filling.tables import analyse
        from benchmarks.growth_pages import list_slow_plans, list_visits

        street = found_street()
        filler = Filler(street)
        filler.fill_quiet(QUIET)
        _fill(filler, matters)
        analyse()
        visits = list_visits(street)
        for visit in [visit for visit in visits if not visit.counts] * WARM_UP:
            visit.call()
        _answer({visit.name: visit.counts for visit in visits})
        for line in sys.stdin:
            if line.strip() == "plans":
                plans = {v.name: list_slow_plans(v, milliseconds=SLOW_MILLISECONDS) for v in visits}
                _answer(plans)
                continue
            asked = [visit for visit in visits if line.strip() == "all" or not visit.counts]
            answers = {visit.name: visit.call() for visit in asked}
            _answer({name: (each.wall * 1000, each.cpu * 1000) for name, each in answers.items()})


def _answer(what: object) -> None:
    print(json.dumps(what), flush=True)


def _fill(filler: Any, matters: int) -> None:
    began, told = time.monotonic(), [0]

    def tick(count: int) -> None:
        if count // TOLD_EVERY > told[0] or count == matters:
            told[0] = count // TOLD_EVERY
            passed = time.monotonic() - began
            print(
                f"  {count:,} of {matters:,} matters, {passed:.0f} s", file=sys.stderr, flush=True
            )

    filler.fill_to(matters, tick=tick)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
