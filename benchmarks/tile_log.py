"""Speed of the verifiable log, as ratios to hashlib's limit and to pymerkle, in one run.

    .venv/bin/python benchmarks/tile_log.py [--entries 1000000] [--bytes 160] [--batch 20000]
        [--oracles .tools/oracles] [--folder FOLDER]

Prints one JSON object. Times are CPU seconds of one core, but those of durable writing, which are
seconds of the clock on the disk that FOLDER is on. The limit is two SHA-256 an entry: its own and
one over two hashes. pymerkle is taken from an environment of its own and left out, in words, where
there is none; fails if its root is another one.
"""

import argparse
import hashlib
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from linli.engines.tile_log import FolderSource, LogWriter, MemoryTree, TileTree, make_signer
from linli.engines.tile_log import verify_log as verify

SIGNER = make_signer("benchmark.example/log", seed=bytes(32))
PROOFS = 20_000
# Run by the other environment's Python, which has pymerkle and nothing of ours.
PEER = """
import json
import random
import statistics
import sys
import time

import pymerkle

count, length = map(int, sys.argv[1:])
tree = pymerkle.InmemoryTree(algorithm="sha256")
entries = [number.to_bytes(8, "big") + bytes(max(length - 8, 0)) for number in range(count)]
began = time.process_time()
for entry in entries:
    tree.append_entry(entry)
append_s = time.process_time() - began
draw = random.Random(1)
times = []
for _ in range(2000):
    at = draw.randrange(count // 2 + 1, count + 1)
    index = draw.randrange(1, at + 1)
    began = time.perf_counter_ns()
    tree.prove_inclusion(index, at)
    times.append((time.perf_counter_ns() - began) / 1000)
report = {
    "name": f"pymerkle {pymerkle.__version__}",
    "entries": count,
    "append_s": round(append_s, 3),
    "appends_per_s": round(count / append_s),
    "proof_p50_us": round(statistics.median(times), 1),
    "root": tree.get_root().hex(),
}
print(json.dumps(report))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--bytes", type=int, default=160)
    parser.add_argument("--batch", type=int, default=20_000)
    parser.add_argument("--oracles", type=Path, default=ROOT / ".tools" / "oracles")
    parser.add_argument(
        "--folder", type=Path, help="where to write the log, on the disk to measure"
    )
    given = parser.parse_args()
    entries = make_entries(given.entries, given.bytes)
    limit_s = measure(lambda: hash_twice(entries))
    report = {"entries": len(entries), "entry_bytes": given.bytes, "limit_s": round(limit_s, 3)}
    tree = build_tree(entries, given.batch)
    report |= measure_memory(tree, entries, given.batch, limit_s)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        report |= measure_storage(Path(folder) / "log", tree, entries, given.batch, limit_s)
    report["peer"] = compare(given, tree, report)
    report["targets_met"] = judge(report)
    print(json.dumps(report, indent=1))


def make_entries(count: int, length: int) -> list[bytes]:
    return [number.to_bytes(8, "big") + bytes(max(length - 8, 0)) for number in range(count)]


def measure(work: Callable[[], object]) -> float:
    """CPU seconds, the best of three: whatever else runs only ever adds."""
    times = []
    for _ in range(3):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def hash_twice(entries: list[bytes]) -> None:
    sha256 = hashlib.sha256
    node = bytes(65)
    for entry in entries:
        sha256(entry).digest()
        sha256(node).digest()


def build_tree(entries: list[bytes], batch: int) -> MemoryTree:
    tree = MemoryTree()
    for start in range(0, len(entries), batch):
        tree.append(entries[start : start + batch])
    return tree


def measure_memory(
    tree: MemoryTree, entries: list[bytes], batch: int, limit_s: float
) -> dict[str, Any]:
    append_s = measure(lambda: build_tree(entries, batch))
    times = time_proofs(tree.inclusion_proof, tree.size)
    return {
        "append_s": round(append_s, 3),
        "appends_per_s": round(len(entries) / append_s),
        "append_times_limit": round(append_s / limit_s, 2),
        "proof_p50_us": round(statistics.median(times), 1),
        "proof_p99_us": round(statistics.quantiles(times, n=100)[98], 1),
    }


def time_proofs(prove: Callable[[int, int], object], size: int) -> list[float]:
    """Microseconds for proofs of random entries at random sizes in the upper half."""
    draw = random.Random(1)
    places = []
    for _ in range(PROOFS):
        at = draw.randrange(size // 2 + 1, size + 1)
        places.append((draw.randrange(at), at))
    times = []
    for index, at in places:
        began = time.perf_counter_ns()
        prove(index, at)
        times.append((time.perf_counter_ns() - began) / 1000)
    return times


def measure_storage(
    folder: Path, tree: MemoryTree, entries: list[bytes], batch: int, limit_s: float
) -> dict[str, Any]:
    began = time.perf_counter()
    with LogWriter(folder, [SIGNER]) as writer:
        for start in range(0, len(entries), batch):
            writer.append(entries[start : start + batch])
            writer.publish()
        if writer.root != tree.root():
            raise SystemExit("the stored tree and the one in memory disagree")
    write_s = time.perf_counter() - began
    source = FolderSource(folder)
    verify_s = measure(lambda: check(source))
    tiles = TileTree(source, len(entries), cached=len(entries) // 200 + 8)
    cold, warm = (statistics.median(time_proofs(tiles.inclusion_proof, tree.size)) for _ in "12")
    return {
        "durable_s": round(write_s, 2),
        "durable_per_s": round(len(entries) / write_s),
        "batch": batch,
        "verify_s": round(verify_s, 2),
        "verify_times_limit": round(verify_s / limit_s, 2),
        "tile_proof_first_p50_us": round(cold, 1),
        "tile_proof_again_p50_us": round(warm, 1),
    }


def check(source: FolderSource) -> None:
    if not verify(source, [SIGNER.verifier]).ok:
        raise SystemExit("the log is not verified")


def compare(given: argparse.Namespace, tree: MemoryTree, report: dict[str, Any]) -> object:
    """pymerkle on a fifth of the entries: what it takes for each, as multiples of ours."""
    python = given.oracles / "bin" / "python"
    if not python.exists():
        return f"not compared: no environment with pymerkle at {given.oracles}"
    count = max(tree.size // 5, 1)
    command = [python, "-c", PEER, str(count), str(given.bytes)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    theirs = json.loads(answer.stdout)
    if theirs.pop("root") != tree.root(count).hex():
        raise SystemExit("pymerkle gives another root")
    append = theirs["append_s"] / count / (report["append_s"] / report["entries"])
    proof = theirs["proof_p50_us"] / report["proof_p50_us"]
    return theirs | {"append_times_ours": round(append, 1), "proof_times_ours": round(proof, 1)}


def judge(report: dict[str, Any]) -> dict[str, bool]:
    """The targets are for a million entries."""
    return {
        "appends >= 500,000/s": report["appends_per_s"] >= 500_000,
        "durable >= 20,000/s": report["durable_per_s"] >= 20_000,
        "proof <= 30 us": report["proof_p50_us"] <= 30,
        "verify <= 3 s": report["verify_s"] <= 3,
    }


if __name__ == "__main__":
    main()
