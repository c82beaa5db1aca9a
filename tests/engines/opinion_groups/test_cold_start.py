"""Groups found from the votes alone, beside those that Polis had at the end."""

import csv
from pathlib import Path

import numpy as np
import pytest

from linli.engines.opinion_groups import State, analyse, read_polis
from linli.engines.opinion_groups.certainty.samples import measure_agreement
from tests.engines.opinion_groups.reference_data import CONVERSATIONS, FOLDER, needs_data

pytestmark = needs_data
DOCUMENT = Path("docs/engines/opinion_groups.md")


def polis_groups(folder: Path) -> dict[str, str]:
    with (folder / "participants-votes.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return {row["participant"]: row["group-id"] for row in rows if row["group-id"]}


@pytest.mark.parametrize(
    ("name", "agreement", "nearest"),
    list(
        zip(
            CONVERSATIONS,
            ("0.50", "0.93", "0.04", "0.89"),
            ("99 %", "100 %", "97 %", "98 %"),
            strict=True,
        )
    ),
)
def test_agreement_with_polis_is_as_documented(name: str, agreement: str, nearest: str) -> None:
    folder = FOLDER / "conversations" / name
    analysis = analyse(*read_polis(folder))
    theirs = polis_groups(folder)
    rows = [row for row, name in enumerate(analysis.participants) if str(name) in theirs]
    ours = analysis.group[rows]
    names = np.array([theirs[str(analysis.participants[row])] for row in rows])
    assert f"{measure_agreement(names, ours):.2f}" == agreement
    assert f"{share_nearest(analysis.positions[rows], names):.0%}" == nearest.replace(" ", "")
    assert analysis.finding.state is State.GROUPS
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    assert any(
        line.startswith(f"| `{name}` |") and f"| {agreement} | {nearest} |" in line
        for line in lines
    )


def share_nearest(positions: np.ndarray, names: np.ndarray) -> float:
    """How many are nearer to the mean of their own Polis group than to that of another."""
    groups = np.unique(names)
    means = np.array([positions[names == group].mean(axis=0) for group in groups])
    distances = ((positions[:, None] - means[None]) ** 2).sum(axis=2)
    return float((groups[distances.argmin(axis=1)] == names).mean())
