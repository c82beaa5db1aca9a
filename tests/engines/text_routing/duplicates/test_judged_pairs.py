"""Precision and recall on pairs of real messages judged by hand; only ids and verdicts are kept."""

from pathlib import Path

from linli.engines.text_routing import match_matters
from linli.engines.text_routing.tables import read_matters, read_table
from tests.engines.text_routing.texts import FOLDER, needs_data

JUDGED = Path(__file__).with_name("judged_pairs.txt")


@needs_data
def test_judged_pairs_are_told_apart_as_documented():
    matters = read_matters(read_table((FOLDER / "messages_with_votes.csv").read_bytes()))
    found = {(pair.first, pair.second) for pair in match_matters(matters, 0.5)}
    lines = [line.split() for line in JUDGED.read_text().splitlines() if line[0] != "#"]
    assert len(lines) == 366
    total = dict.fromkeys(["hit", "same", "claimed"], 0.0)
    for first, second, verdict, weight in lines:
        claimed = tuple(sorted((first, second))) in found
        total["claimed"] += claimed * float(weight)
        total["same"] += (verdict == "1") * float(weight)
        total["hit"] += (claimed and verdict == "1") * float(weight)
    assert total["hit"] / total["claimed"] > 0.84
    assert total["hit"] / total["same"] > 0.83
