"""Five thousand random elections against pabutools: every rule, completion and satisfaction.

    .venv/bin/python benchmarks/soak_equal_shares.py [--elections N] [--seed N]

Prints how far it is, and at the end one dated line for the documentation. Stops with status 1
at the first election in which a winner differs, and prints that election.
"""

import argparse
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
CHUNK = 250

sys.path.insert(0, str(ROOT))

from tests.engines.equal_shares.elections import Sample, random_sample
from tests.engines.equal_shares.oracle.questions import Answers, ask_linli, ask_pabutools


def compare(sample: Sample, theirs: Answers) -> list[str]:
    """The questions on which the winners differ."""
    ours = ask_linli(sample, list(theirs))
    return [question for question in theirs if sorted(ours[question]) != sorted(theirs[question])]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--elections", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random, begun = Random(options.seed), time.monotonic()
    asked, kinds = 0, Counter[str]()
    for done in range(0, options.elections, CHUNK):
        samples = [random_sample(random) for _ in range(min(CHUNK, options.elections - done))]
        for sample, theirs in zip(samples, ask_pabutools(samples), strict=True):
            different = compare(sample, theirs)
            if different:
                print(f"DIFFERENT in {different}: {sample}")
                return 1
            asked += len(theirs)
            kinds[sample.vote_type] += 1
        print(f"{done + len(samples)} elections, {asked} outcomes, all equal", flush=True)
    print(
        f"{datetime.now(UTC):%Y-%m-%d}: {options.elections} elections (seed {options.seed}; "
        + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        + f"), {asked} outcomes equal to pabutools 1.2.3, in {time.monotonic() - begun:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
