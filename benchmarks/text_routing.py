"""Text routing beside scikit-learn, rjieba and datasketch: CPU seconds of both, ratios, targets.

    .venv/bin/python benchmarks/text_routing.py [--repeats N] [--cross-validate]

Each side works in a process of its own, one thread, and tells its own CPU time, the best of a few
runs. scikit-learn's side is its plain pipeline: TF-IDF of runs of one to three characters and a
linear SVC with sigmoid calibration. rjieba cuts the same texts that Linli turns into counted runs
(jieba has no wheel and is fifteen times slower, with the same words);
datasketch looks for near-duplicates in 100,000 made-up texts of 94 characters, a tenth of which are
edited copies, as Linli does. Real messages are read from ../shared/data; without them the parts
that need them are left out. ``--cross-validate`` adds nested five-fold cross-validation of Linli
over three ways to deal the folds (minutes). The peers are installed from
requirements/text-peers.txt into .tools/text-peers.
"""

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MESSAGES = ROOT.parent / "shared" / "data" / "messages" / "labelled_train.csv"
PEERS = ROOT / ".tools" / "text-peers"
LOCK = ROOT / "requirements" / "text-peers.txt"
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
TEXTS, COPIES = 100_000, 10_000

Figures = dict[str, float]


def read_messages() -> tuple[list[str], list[str]]:
    """Texts and labels."""
    with MESSAGES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], [row["label"] for row in rows]


def read_more() -> list[str]:
    """Other messages, without labels."""
    found = []
    for name in ("messages_with_votes", "messages_with_replies"):
        with MESSAGES.with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found += [f"{row['留言主题']} {row['留言详情']}" for row in csv.DictReader(file)]
    return found


def make_up() -> list[str]:
    """Texts from a seed: words of two letters, few of them frequent, and edited copies."""
    rng = random.Random(0)
    words = ["".join(chr(0x4E00 + rng.randrange(2500)) for _ in range(2)) for _ in range(20_000)]
    weights = [1 / (rank + 20) for rank in range(len(words))]
    texts = [
        "".join(rng.choices(words, weights, k=rng.randrange(20, 75))) for _ in range(TEXTS - COPIES)
    ]
    for _ in range(COPIES):
        letters = list(rng.choice(texts))
        for _ in range(rng.randrange(len(letters) // 12 + 1)):
            letters[rng.randrange(len(letters))] = chr(0x4E00 + rng.randrange(2500))
        texts.append("".join(letters))
    return texts


def best(repeats: int, work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of several runs."""
    taken = []
    for _ in range(repeats):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def measure_linli(repeats: int) -> Figures:
    """Linli's side."""
    from linli.engines.text_routing import (
        Example,
        dump_model,
        find_pairs,
        mask_text,
        suggest,
        train_model,
    )
    from linli.engines.text_routing.routing.counting import count_grams

    found: Figures = {}
    made_up = make_up()
    found["duplicates"] = best(repeats, lambda: find_pairs(made_up, 0.5))
    found["pairs"] = len(find_pairs(made_up, 0.5))
    if MESSAGES.exists():
        import numpy as np

        texts, labels = read_messages()
        examples = [Example(*pair) for pair in zip(texts, labels, strict=True)]
        found["train"] = best(repeats, lambda: train_model(examples))
        model = train_model(examples)
        found["bytes"] = len(dump_model(model))
        some = texts[::10]
        found["suggest"] = best(repeats, lambda: [suggest(model, one) for one in some]) / len(some)
        found["mask"] = best(repeats, lambda: [mask_text(one) for one in some]) / len(some)
        apart = np.arange(len(examples))
        found["count"] = best(repeats, lambda: count_grams(examples, apart, least=3))
        found["characters"] = sum(map(len, texts))
        more = read_more()[: 10_000 - len(texts)]
        said = [model.labels[model.probabilities(model.read(one)).argmax()] for one in more]
        larger = examples + [Example(*pair) for pair in zip(more, said, strict=True)]
        found["train 10,000"] = best(repeats, lambda: train_model(larger))
    return found


def measure_peers(repeats: int) -> Figures:
    """The peers' side."""
    from datasketch import MinHash, MinHashLSH

    found: Figures = {}
    made_up = make_up()
    begun = time.process_time()
    found["pairs"] = len(pairs_of(made_up, MinHash, MinHashLSH))
    found["duplicates"] = time.process_time() - begun
    if MESSAGES.exists():
        import rjieba
        from sklearn.calibration import CalibratedClassifierCV
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline
        from sklearn.svm import LinearSVC

        texts, labels = read_messages()
        rjieba.cut(texts[0])
        found["count"] = best(repeats, lambda: [rjieba.cut(one) for one in texts])
        runs = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2)
        pipeline = make_pipeline(runs, CalibratedClassifierCV(LinearSVC(), cv=4))
        found["train"] = best(1, lambda: pipeline.fit(texts, labels))
        some = texts[::10]
        found["suggest"] = best(
            repeats, lambda: [pipeline.predict_proba([one]) for one in some[:100]]
        ) / min(100, len(some))
    return found


def pairs_of(texts: list[str], sketch: Any, forest: Any) -> set[tuple[int, int]]:
    """Near-duplicates by datasketch, with its usual settings, checked by its own estimate."""
    index = forest(threshold=0.5, num_perm=128)
    sketches = []
    found = set()
    for row, text in enumerate(texts):
        made = sketch(num_perm=128)
        made.update_batch([text[n : n + 3].encode() for n in range(len(text) - 2)])
        for other in index.query(made):
            if made.jaccard(sketches[other]) >= 0.5:
                found.add((other, row))
        index.insert(row, made)
        sketches.append(made)
    return found


def recall() -> tuple[int, int]:
    """Of pairs with an exact Jaccard similarity of at least 0.5, how many Linli finds."""
    from linli.engines.text_routing import find_pairs

    texts = make_up()
    found = {(pair.first, pair.second) for pair in find_pairs(texts, 0.5)}
    runs = [{text[n : n + 3] for n in range(len(text) - 2)} for text in texts]
    holders: dict[str, list[int]] = {}
    for row, own in enumerate(runs):
        for run in own:
            holders.setdefault(run, []).append(row)
    hits = truth = 0
    for row in range(TEXTS - COPIES, TEXTS):
        shared: dict[int, int] = {}
        for run in runs[row]:
            for other in holders[run]:
                if other < row:
                    shared[other] = shared.get(other, 0) + 1
        for other, count in shared.items():
            if count / (len(runs[row]) + len(runs[other]) - count) >= 0.5:
                truth += 1
                hits += (other, row) in found
    return hits, truth


def cross_validate(seed: int, folds: int = 5) -> Figures:
    """Nested: thresholds and calibration come from the training part alone."""
    import numpy as np

    from linli.engines.text_routing import Example, train_model
    from linli.engines.text_routing.routing.calibration import leads
    from linli.engines.text_routing.routing.evaluation import evaluate_answers
    from linli.engines.text_routing.routing.examples import in_order
    from linli.engines.text_routing.routing.training import deal_folds

    texts, labels = read_messages()
    examples = in_order([Example(*pair) for pair in zip(texts, labels, strict=True)])
    names = sorted(set(labels))
    numbers = np.array([names.index(one.label) for one in examples])
    dealt = deal_folds(numbers, np.random.default_rng(seed).permutation(len(examples)), folds)
    answers, sure = np.zeros((len(examples), len(names))), np.zeros(len(examples), bool)
    for fold in range(folds):
        model = train_model([examples[row] for row in np.flatnonzero(dealt != fold)])
        for row in np.flatnonzero(dealt == fold):
            answers[row] = model.probabilities(model.read(examples[row].text))
        held = dealt == fold
        sure[held] = leads(answers[held]) >= model.calibration.threshold(model.precision)
    found = evaluate_answers(names, answers, [one.label for one in examples], 2.0)
    right = answers.argmax(axis=1) == numbers
    return {
        "macro_f1": found.macro_f1,
        "accuracy": found.accuracy,
        "ece": found.ece,
        "coverage_at_95": found.coverage_at_95,
        "coverage": float(sure.mean()),
        "precision": float(right[sure].mean()),
    }


def provide_peers() -> Path:
    """The interpreter of the peers' environment, made where it is missing or stale."""
    sys.path.insert(0, str(ROOT))
    from script._lib import python_packages

    python, stamp = PEERS / "bin" / "python", PEERS / "installed.txt"
    if not stamp.exists() or stamp.read_bytes() != LOCK.read_bytes():
        shutil.rmtree(PEERS, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(PEERS)], check=True)
        python_packages.fill(python, [f"--requirement={LOCK}"])
        shutil.copy(LOCK, stamp)
    return python


def ask(python: Path | str, side: str, repeats: int) -> Figures:
    """What one side measures in a process of its own."""
    command = [str(python), str(Path(__file__)), "--side", side, "--repeats", str(repeats)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env=os.environ | ONE_THREAD, cwd=ROOT
    )
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


ROWS = [
    ("train", "learn from 4,853 messages", "scikit-learn", "s", 1, None),
    ("train 10,000", "learn from 10,000 messages", "", "s", 1, 10),
    ("suggest", "one suggestion", "scikit-learn", "ms", 1000, 2),
    ("mask", "mask one message", "", "ms", 1000, None),
    ("count", "count runs (peer: cut words)", "rjieba", "s", 1, None),
    ("duplicates", "100,000 texts for duplicates", "datasketch", "s", 1, 3),
]


def show(ours: Figures, theirs: Figures) -> None:
    """The table."""
    print(f"{'':32} {'Linli':>10} {'peer':>10} {'ratio':>8}")
    for key, what, peer, unit, factor, target in ROWS:
        if key not in ours:
            continue
        line = f"{what:32} {ours[key] * factor:7.2f} {unit:2}"
        if key in theirs:
            line += f" {theirs[key] * factor:7.2f} {unit:2} {theirs[key] / ours[key]:7.1f}x {peer}"
        if target is not None:
            line += f"  target {target} {unit}: {ours[key] * factor / target:.2f} of it"
        print(line)
    print(f"pairs found: {ours['pairs']:.0f}, by datasketch {theirs['pairs']:.0f}")
    if "bytes" in ours:
        print(f"model file: {ours['bytes'] / 1e6:.1f} MB, target 20 MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=4)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--side", choices=["linli", "peers"])
    options = parser.parse_args()
    if options.side:
        measure = measure_linli if options.side == "linli" else measure_peers
        print(json.dumps(measure(options.repeats)))
        return
    show(
        ask(sys.executable, "linli", options.repeats),
        ask(provide_peers(), "peers", options.repeats),
    )
    hits, truth = recall()
    print(f"recall against exact Jaccard >= 0.5: {hits} of {truth} ({hits / truth:.3f})")
    if options.cross_validate and MESSAGES.exists():
        for seed in range(3):
            print(seed, {key: round(value, 4) for key, value in cross_validate(seed).items()})


if __name__ == "__main__":
    main()
