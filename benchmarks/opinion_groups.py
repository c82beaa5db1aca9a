"""Opinion groups beside red-dwarf: CPU seconds and memory of both, their ratio, and the target.

    .venv/bin/python benchmarks/opinion_groups.py [--patience SECONDS] [--large]

Each side analyses the same votes in a process of its own, with one thread, and tells its own CPU
time and the most memory that the process held. What is timed goes from arrays of votes (red-dwarf:
from its list of records) to groups, representative statements, consensus and priorities. Linli's
time is the best of several, as the machine is not ours alone; what it costs to tell how sure that
is stands in a column of its own. red-dwarf is given up after ``--patience`` seconds (default 120).
``--large`` adds a million people and 100 million votes, for Linli alone.

red-dwarf (MPL) is installed from requirements/peers.txt into .tools/peers.
"""

import argparse
import json
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".tools" / "peers"
LOCK = ROOT / "requirements" / "peers.txt"
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
REPEATS = 15
COLUMNS = ("people", "statements", "values")


@dataclass(frozen=True)
class Case:
    """People, statements and votes, and the target: milliseconds and MiB."""

    people: int
    statements: int
    votes: int
    milliseconds: float | None = None
    memory: float | None = None

    @property
    def name(self) -> str:
        return f"{self.people:,} x {self.statements:,}"


CASES = [
    Case(26, 36, 600),
    Case(1_921, 197, 49_443, milliseconds=10),
    Case(10_000, 500, 251_000),
    Case(100_000, 500, 2_500_000, milliseconds=500, memory=300),
]
LARGE = Case(1_000_000, 2_000, 100_000_000, milliseconds=60_000, memory=4_096)


def make_votes(case: Case, folder: Path) -> None:
    """Three camps of unequal size; some people vote on a few statements, some on most. The votes
    come in the order of people. Nobody votes twice on a statement, which red-dwarf refuses."""
    random = np.random.default_rng(case.people)
    lean = random.normal(0, 1, (3, case.statements))
    camp = random.choice(3, case.people, p=[0.5, 0.3, 0.2])
    eager = np.minimum(random.gamma(1.5, 1, case.people) + 0.2, 6)
    counts = np.clip(eager / eager.mean() * case.votes / case.people, 1, case.statements)
    counts = np.ceil(counts).astype(np.int64)
    people = np.repeat(np.arange(case.people, dtype=np.int32), counts)
    coprime = [step for step in range(1, case.statements) if math.gcd(step, case.statements) == 1]
    begins = random.integers(0, case.statements, case.people)
    steps, firsts = random.choice(coprime, case.people), np.cumsum(counts) - counts
    statements, values = np.empty(people.size, np.int32), np.empty(people.size, np.int8)
    for begin in range(0, people.size, 1 << 20):
        part = slice(begin, min(begin + (1 << 20), people.size))
        person = people[part]
        turn = np.arange(part.start, part.stop) - firsts[person]
        statements[part] = (begins[person] + turn * steps[person]) % case.statements
        leaning = lean[camp[people[part]], statements[part]]
        opinion = leaning + random.normal(0, 1.2, leaning.size).astype(np.float32)
        values[part] = (opinion > 0.3).astype(np.int8) - (opinion < -0.3).astype(np.int8)
    for name, column in zip(COLUMNS, (people, statements, values), strict=True):
        np.save(folder / f"{name}.npy", column)


def peak() -> float:
    """The most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_linli(folder: Path) -> dict[str, Any]:
    """CPU milliseconds from arrays to everything that Polis tells, and then how sure it is."""
    from linli.engines.opinion_groups import Votes, analyse
    from linli.engines.opinion_groups.preparing import prepare

    columns = [np.load(folder / f"{name}.npy") for name in COLUMNS]

    def analyse_all() -> Any:
        analysis = analyse(Votes.from_arrays(*columns))
        told = (analysis.clusters, analysis.consensus, analysis.priorities)
        return analysis, analysis.group_informed_consensus, told

    prepare()
    taken: list[float] = []
    while len(taken) < REPEATS and sum(taken) < 10:
        begin, wall = time.process_time(), time.perf_counter()
        analysis = analyse_all()[0]
        taken.append(time.process_time() - begin)
        wall = time.perf_counter() - wall
    held = peak()
    begin = time.process_time()
    sure = (analysis.finding, analysis.stability, analysis.sensitivity, analysis.coordination)
    return {
        "milliseconds": 1e3 * min(taken),
        "wall": 1e3 * wall,
        "memory": held,
        "sure": 1e3 * (time.process_time() - begin),
        "votes": int(analysis.ballots.votes.size),
        "groups": len(analysis.clusters),
        "found": sure[0].state.value,
    }


def measure_peer(folder: Path) -> dict[str, Any]:
    """CPU milliseconds of red-dwarf, in its environment."""
    from reddwarf.implementations.polis import run_pipeline

    columns = [np.load(folder / f"{name}.npy").tolist() for name in COLUMNS]
    votes = [
        {"participant_id": person, "statement_id": statement, "vote": value, "modified": place}
        for place, (person, statement, value) in enumerate(zip(*columns, strict=True))
    ]
    begin = time.process_time()
    result = run_pipeline(votes=votes, random_state=1)
    taken = time.process_time() - begin
    groups = result.participants_df["cluster_id"].nunique()
    return {"milliseconds": 1e3 * taken, "memory": peak(), "groups": int(groups)}


def run(python: Path, side: str, folder: Path, patience: float) -> dict[str, Any] | None:
    """What one side measured; None if it was given up or killed."""
    command = [str(python), "-W", "ignore", __file__, "--side", side, str(folder)]
    environment = os.environ | ONE_THREAD
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, timeout=patience, check=True
        )
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def provide_peers() -> Path:
    """The interpreter of the environment with red-dwarf, made where it is missing or stale."""
    sys.path.insert(0, str(ROOT))
    from script._lib import python_packages

    python, stamp = PEERS / "bin" / "python", PEERS / "installed.txt"
    if not stamp.exists() or stamp.read_bytes() != LOCK.read_bytes():
        shutil.rmtree(PEERS, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(PEERS)], check=True)
        python_packages.fill(python, [f"--requirement={LOCK}"])
        shutil.copy(LOCK, stamp)
    return python


def show(case: Case, ours: dict[str, Any], theirs: dict[str, Any] | None, why: str) -> None:
    """One line of the table."""
    taken, memory = ours["milliseconds"], ours["memory"]
    line = f"{case.name:18} {taken:10.1f} {ours['wall']:9.1f} {memory:6.0f}"
    if theirs is None:
        line += f" {why:>27}"
    else:
        line += f" {theirs['milliseconds']:10.0f} {theirs['memory']:6.0f}"
        line += f" {theirs['milliseconds'] / taken:7.0f} x"
    line += f" {ours['sure']:9.0f}"
    if case.milliseconds is not None:
        line += f"  target {case.milliseconds:.0f} ms: {taken / case.milliseconds:.2f} of it"
    if case.memory is not None:
        line += f", {case.memory:.0f} MiB: {memory / case.memory:.2f} of it"
    print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patience", type=float, default=120)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--side", nargs=2, metavar=("SIDE", "FOLDER"))
    options = parser.parse_args()
    if options.side:
        side, folder = options.side
        measure = measure_linli if side == "linli" else measure_peer
        print(json.dumps(measure(Path(folder))))
        return
    peer = provide_peers()
    print(f"{'':18} {'Linli ms':>10} {'wall ms':>9} {'MiB':>6} {'red-dwarf':>10} {'MiB':>6}")
    for case in [*CASES, *([LARGE] if options.large else [])]:
        with tempfile.TemporaryDirectory() as folder:
            make_votes(case, Path(folder))
            ours = run(Path(sys.executable), "linli", Path(folder), 3_600)
            assert ours is not None
            theirs, why = None, "not tried"
            if case is not LARGE:
                theirs = run(peer, "peer", Path(folder), options.patience)
                why = f"given up at {options.patience:.0f} s"
            show(case, ours, theirs, why)


if __name__ == "__main__":
    main()
