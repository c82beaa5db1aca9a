"""Equal Shares beside pabutools: CPU seconds of both, their ratio, and the target.

    .venv/bin/python benchmarks/equal_shares.py [--patience SECONDS] [--large]

Each side counts the same file in a process of its own, one thread, and tells its own CPU time:
reading, counting, and for Linli also explaining every project. Linli counts up to sixty times:
the best is shown, and beside it the first, in which the compiled loops are loaded. pabutools is
given up after ``--patience`` seconds (default 120) a case; on the elections of 90,000 voters and
more it is only tried with ``--large``, since it takes minutes and gigabytes there. Real elections
are read from ../shared/data where they are; the others are made up from a seed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INSTANCES = ROOT.parent / "shared" / "data" / "budgets" / "instances"
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
REPEATS = 60


@dataclass(frozen=True)
class Case:
    """An election, a way to count it, and how long that may take (milliseconds, reading too)."""

    election: str
    rule: str = "mes"
    completion: str = "none"
    target: float | None = None
    reading: float | None = None
    large: bool = False


CASES = [
    Case("Poland_Swiecie_2023", completion="add1"),
    Case("Poland_Warszawa_2023_Targowek"),
    Case("Poland_Warszawa_2023_Targowek", rule="greedy"),
    Case("Poland_Warszawa_2023_Targowek", rule="phragmen"),
    Case("Poland_Warszawa_2023_Targowek", completion="add1", target=250),
    Case("Poland_Wroclaw_2018"),
    Case("Poland_Lodz_2020"),
    Case("made-up 5452x137"),
    Case("made-up 5452x137", completion="add1", target=250),
    Case("made-up 90494x160", target=5, reading=400, large=True),
    Case("made-up 100000x100", rule="greedy", target=50, large=True),
    Case("made-up 100000x100", rule="phragmen", target=50, large=True),
]


def make_up(voters: int, projects: int, target: Path) -> None:
    """An election like those of Warsaw's districts: few popular projects and many others, seven
    approvals a ballot, costs up to 400,000, a fifth of all costs to spend."""
    import numpy as np

    random = np.random.default_rng(voters)
    appeal = np.log(random.dirichlet(np.full(projects, 0.7)))
    lengths = np.clip(random.poisson(7.2, voters), 1, 15)
    costs = random.integers(10, 400, projects) * 1_000
    ballots: list[str] = []
    for begin in range(0, voters, 5_000):
        part = lengths[begin : begin + 5_000]
        order = np.argsort(-(appeal + random.gumbel(size=(len(part), projects))), axis=1)
        rows = zip(order[:, :15].tolist(), part.tolist(), strict=True)
        ballots += [",".join(str(choice + 1) for choice in row[:size]) for row, size in rows]
    lines = ["META", "key;value", f"budget;{int(costs.sum()) // 5}", "vote_type;approval"]
    lines += ["PROJECTS", "project_id;cost;name"]
    lines += [f"{i};{cost};Project {i}" for i, cost in enumerate(costs.tolist(), 1)]
    lines += ["VOTES", "voter_id;vote;age;sex"]
    lines += [f"{i};{ballot};{18 + i % 70};{'FM'[i % 2]}" for i, ballot in enumerate(ballots)]
    target.write_text("\n".join(lines) + "\n")


def measure_linli(path: str, rule: str, completion: str) -> dict[str, object]:
    """CPU milliseconds; counting is the best of several, since the machine is not ours alone."""
    from linli.engines.equal_shares import allocate, read_pabulib

    begin = time.process_time()
    election = read_pabulib(path)
    reading = time.process_time() - begin
    counting = []
    while len(counting) < REPEATS and sum(counting) < 5:
        begin = time.process_time()
        allocation = allocate(election, rule=rule, completion=completion)
        counting.append(time.process_time() - begin)
    begin = time.process_time()
    told = (allocation.rounds, allocation.ties, allocation.fairness)
    explaining = time.process_time() - begin
    result: dict[str, object] = {"reading": 1e3 * reading, "counting": 1e3 * min(counting)}
    result |= {"first": 1e3 * counting[0], "times": len(counting)}
    result |= {"explaining": 1e3 * explaining, "told": len(told)}
    if completion == "none":
        begin = time.process_time()
        allocation.explain()
        result["missing"] = 1e3 * (time.process_time() - begin)
    return result | {"winners": sorted(allocation.winners)}


def measure_pabutools(path: str, rule: str, completion: str) -> dict[str, object]:
    """CPU milliseconds of pabutools, in its environment."""
    from pabutools.election import Cost_Sat, parse_pabulib
    from pabutools.rules import (
        greedy_utilitarian_welfare,
        method_of_equal_shares,
        sequential_phragmen,
    )

    begin = time.process_time()
    instance, profile = parse_pabulib(path)
    reading = time.process_time() - begin
    begin = time.process_time()
    if rule == "phragmen":
        won = sequential_phragmen(instance, profile)
    elif rule == "greedy":
        won = greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat)
    else:
        step = 1 if completion == "add1" else None
        won = method_of_equal_shares(
            instance, profile, sat_class=Cost_Sat, voter_budget_increment=step
        )
    counting = time.process_time() - begin
    return {
        "reading": 1e3 * reading,
        "counting": 1e3 * counting,
        "winners": sorted(project.name for project in won),
    }


def run(
    python: Path, side: str, path: Path, case: Case, patience: float
) -> dict[str, object] | None:
    """What one side measured; None if it was given up."""
    command = [str(python), __file__, "--side", side, str(path), case.rule, case.completion]
    environment = os.environ | ONE_THREAD
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment, timeout=patience
        )
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, object] = json.loads(done.stdout)
    return found


def election_file(name: str, folder: Path) -> Path | None:
    """The file of a real election, or of a made-up one; None where there is none."""
    if not name.startswith("made-up"):
        path = INSTANCES / f"{name}.pb"
        return path if path.exists() else None
    path = folder / f"{name.split()[1]}.pb"
    if not path.exists():
        voters, projects = name.split()[1].split("x")
        make_up(int(voters), int(projects), path)
    return path


def show(case: Case, ours: dict[str, object], theirs: dict[str, object] | None) -> None:
    """One line of the table, and a second one about reading."""
    counting, reading = float(str(ours["counting"])), float(str(ours["reading"]))
    line = f"{case.election:30} {case.rule} {case.completion:5} {counting:9.1f} ms"
    if theirs is None:
        line += f" {'—':>12} {'—':>9}"
    else:
        other = float(str(theirs["counting"]))
        same = "equal" if ours["winners"] == theirs["winners"] else "DIFFERENT"
        line += f" {other:9.0f} ms {other / counting:8.0f} x  {same}"
    if case.target is not None:
        line += f"  target {case.target:.0f} ms: {counting / case.target:.2f} of it"
    print(line)
    more = [f"reading {reading:.0f} ms"]
    if case.reading is not None:
        more.append(f"target {case.reading:.0f} ms: {reading / case.reading:.2f} of it")
    if theirs is not None:
        more.append(f"pabutools {float(str(theirs['reading'])):.0f} ms")
    more.append(f"best of {ours['times']}, first count {float(str(ours['first'])):.0f} ms")
    more.append(f"prices, ties and fairness {float(str(ours['explaining'])):.1f} ms")
    if "missing" in ours:
        more.append(f"what each project lacked {float(str(ours['missing'])):.0f} ms")
    print(f"{'':30} {', '.join(more)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patience", type=float, default=120)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--side", nargs=4, metavar=("SIDE", "FILE", "RULE", "COMPLETION"))
    options = parser.parse_args()
    if options.side:
        side, path, rule, completion = options.side
        measure = measure_linli if side == "linli" else measure_pabutools
        print(json.dumps(measure(path, rule, completion)))
        return
    sys.path.insert(0, str(ROOT))
    from script._lib import oracles

    oracle = oracles.provide()
    print(f"{'election':30} rule, completion     Linli    pabutools     ratio")
    with tempfile.TemporaryDirectory() as folder:
        for case in CASES:
            path = election_file(case.election, Path(folder))
            if path is None:
                print(f"{case.election:30} not on this machine")
                continue
            ours = run(Path(sys.executable), "linli", path, case, 3_600)
            wanted = options.large or not case.large
            theirs = run(oracle, "pabutools", path, case, options.patience) if wanted else None
            assert ours is not None
            show(case, ours, theirs)


if __name__ == "__main__":
    main()
