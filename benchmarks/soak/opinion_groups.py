"""Opinion groups at full size: a million people, and a thousand conversations.

    script/soak opinion-groups [--conversations 1000] [--without-million]

1. 1,000,000 people and 2,000 statements with 100 million votes, in a process of its own: from
   arrays to groups in at most 60 s and 4 GiB (needs 1 GB of disk for the votes).
2. Intervals: conversations of samples of populations whose votes are all known. Among all their
   statements the 95 % interval must hold the population's agreement in 93 to 97 %.
3. Noise: of each hundred conversations without structure, of several kinds, at least 95 must be
   reported as without groups.

Prints a dated line for the documentation for each, and ends with status 1 if one has failed.
"""

import argparse
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.opinion_groups import LARGE, make_votes, run
from linli.engines.opinion_groups import Options, State, Votes, analyse

POPULATION = 5_000
SHAPES = ((100, 20, 0.5), (40, 20, 0.9), (300, 40, 0.3), (60, 10, 0.4))
KINDS = ("uniform", "without passes", "as statements differ", "everybody votes on all")


def tell(what: str) -> None:
    print(f"{datetime.now(UTC):%Y-%m-%d} {what}", flush=True)


def analyse_a_million() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        make_votes(LARGE, Path(folder))
        found = run(Path(sys.executable), "linli", Path(folder), 3_600)
    assert found is not None
    seconds, memory = found["milliseconds"] / 1e3, found["memory"]
    tell(
        f"{LARGE.name}, {found['votes']:,} votes: {seconds:.1f} s CPU, {found['wall'] / 1e3:.1f} s "
        f"wall, {memory:,.0f} MiB; how sure: {found['sure'] / 1e3:.0f} s; load "
        f"{os.getloadavg()[0]:.1f}"
    )
    return seconds <= 60 and memory <= 4_096


def cover(conversations: int) -> bool:
    """Three camps of fixed sizes; everybody's vote on everything is fixed, and some are asked."""
    random = np.random.default_rng(7)
    good = True
    for people, statements, seen in SHAPES:
        covered = asked = 0
        for _ in range(conversations // len(SHAPES)):
            camp = np.repeat([0, 1, 2], [2_500, 1_700, 800])
            agree = 0.9 * random.beta(0.4, 0.4, (3, statements))
            draw = random.random((POPULATION, statements))
            table = np.where(draw < agree[camp], 1, np.where(draw > 0.9, 0, -1))
            chosen = random.choice(POPULATION, people, replace=False)
            who, what = np.nonzero(random.random((people, statements)) < seen)
            votes = Votes.from_arrays(who, what, table[chosen[who], what])
            low, high = analyse(votes).intervals.T
            truth = (table == 1).mean(axis=0)[votes.statement_ids]
            covered += int(((low <= truth) & (truth <= high)).sum())
            asked += truth.size
        share = covered / asked
        good &= 0.93 <= share <= 0.97
        tell(
            f"intervals, {conversations // len(SHAPES)} conversations of {people} from "
            f"{POPULATION}, {seen:.0%} of {statements} statements each: {share:.2%} hold"
        )
    return good


def make_noise(kind: str, random: np.random.Generator) -> Votes:
    people, statements = int(random.integers(30, 300)), int(random.integers(10, 80))
    shares = {
        "uniform": np.full((statements, 3), 1 / 3),
        "without passes": np.tile([0.5, 0.0, 0.5], (statements, 1)),
    }.get(kind, random.dirichlet([1, 0.5, 1], statements))
    asked = random.random((people, statements)) < random.beta(1, 2, people)[:, None]
    if kind == "everybody votes on all":
        asked[:] = True
    who, what = np.nonzero(asked)
    bounds, draw = shares[what].cumsum(axis=1), random.random(who.size)
    values = (draw > bounds[:, 0]).astype(int) + (draw > bounds[:, 1]) - 1
    return Votes.from_arrays(who, what, values)


def find_nothing(conversations: int) -> bool:
    good = True
    for kind in KINDS:
        random = np.random.default_rng(11)
        count = conversations // len(KINDS)
        states = [
            analyse(make_noise(kind, random), options=Options(seed=turn)).finding.state
            for turn in range(count)
        ]
        without = states.count(State.NO_GROUPS)
        good &= without >= 0.95 * count
        tell(f"noise, {kind}: {without} of {count} conversations without groups")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=1_000)
    parser.add_argument("--without-million", action="store_true")
    options = parser.parse_args()
    passed = [cover(options.conversations), find_nothing(options.conversations)]
    if not options.without_million:
        passed.append(analyse_a_million())
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
