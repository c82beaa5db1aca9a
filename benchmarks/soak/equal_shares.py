"""Thousands of random elections against pabutools: every rule, completion and satisfaction.

    script/soak equal-shares [--elections 5000] [--crowds 20] [--seed 1]

Elections of up to ten voters of every kind of ballot, most with ties, and crowds of 50 to 80
voters. Each is counted twice: as always, and with every election taken for a large one, so that
small ones go through floating point too. Prints how far it is, and at the end one dated line for
the documentation. Stops with status 1 at the first election in which a winner differs, and prints
that election.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from linli.engines.equal_shares import raising, shares
from tests.engines.equal_shares.elections import Sample, random_crowd, random_sample
from tests.engines.equal_shares.oracle.questions import Answers, ask_linli, ask_pabutools

CHUNK = 250
CROWD_CHUNK = 5


@contextmanager
def all_taken_for_large() -> Iterator[None]:
    """Makes the engine count elections of any size the way it counts large ones."""
    before = shares.SMALL, raising.SMALL
    shares.SMALL = raising.SMALL = 0
    try:
        yield
    finally:
        shares.SMALL, raising.SMALL = before


def differences(sample: Sample, theirs: Answers) -> list[str]:
    """The questions on which the winners differ, by either way of counting."""
    usual = ask_linli(sample, list(theirs))
    with all_taken_for_large():
        large = ask_linli(sample, list(theirs))
    return [
        question
        for question, winners in theirs.items()
        if not sorted(usual[question]) == sorted(large[question]) == sorted(winners)
    ]


def compare(make: Callable[[], Sample], count: int, chunk: int) -> tuple[int, Counter[str]]:
    """How many outcomes were equal, and how many elections there were of each kind of ballot."""
    asked, kinds = 0, Counter[str]()
    for done in range(0, count, chunk):
        samples = [make() for _ in range(min(chunk, count - done))]
        for sample, theirs in zip(samples, ask_pabutools(samples), strict=True):
            if different := differences(sample, theirs):
                print(f"DIFFERENT in {different}: {sample}")
                sys.exit(1)
            asked += len(theirs)
            kinds[sample.vote_type] += 1
        print(f"{done + len(samples)} elections, {asked} outcomes, all equal", flush=True)
    return asked, kinds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--elections", type=int, default=5_000)
    parser.add_argument("--crowds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random, begun = Random(options.seed), time.monotonic()
    asked, kinds = compare(partial(random_sample, random), options.elections, CHUNK)
    crowd = partial(random_crowd, random, voters=80, projects=12)
    crowded, _ = compare(crowd, options.crowds, CROWD_CHUNK)
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    print(
        f"{datetime.now(UTC):%Y-%m-%d}: {options.elections} elections ({listed}) with {asked} "
        f"outcomes and {options.crowds} crowds with {crowded}, seed {options.seed}: winners equal "
        f"to those of pabutools, in {time.monotonic() - begun:.0f} s"
    )


if __name__ == "__main__":
    main()
