"""Real conversations and Polis's own results on them, where the machine has them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from linli.engines.opinion_groups import Moderation, Statement, Statements, Votes, read_polis
from linli.engines.opinion_groups.ballots import Ballots, gather
from linli.engines.opinion_groups.blocks import LocalPasses, split
from linli.engines.opinion_groups.fit import Sums, take_sums

FOLDER = Path("../shared/data/opinion")

needs_data = pytest.mark.skipif(
    not FOLDER.exists(), reason=f"the reference data are not at {FOLDER} on this machine"
)
EXPORTS = ("export-biodiversity", "export-vw")
LIVE = (
    "live-150ptpt-3gp-no-strict-no-meta",
    "live-25ptpt-3gp-no-strict-with-meta",
    "live-above-100-ptpts",
    "live-below-100-ptpts",
)
# One participant's votes are missing here, and two statements are no longer meta.
INCOMPLETE = "live-50ptpt-3gp-strict-no-meta"
CONVERSATIONS = (
    "15-per-hour-seattle",
    "bg2050-volunteers",
    "scoop-hivemind.affordable-housing",
    "vtaiwan.uberx",
)


@dataclass(frozen=True)
class Oracle:
    """Votes with what Polis made of them. In Polis's results agreeing is −1."""

    blob: dict[str, Any]
    ballots: Ballots
    part: Any  # which statements take part, by what Polis lists as moderated out
    labels: Any  # of each participant, by Polis's memberships

    @property
    def names(self) -> list[int]:
        return [int(name) for name in self.ballots.statement_ids]

    @property
    def places(self) -> list[int]:
        return np.flatnonzero(self.part).tolist()

    @property
    def passes(self) -> LocalPasses:
        return LocalPasses(split(self.ballots, 50))

    @property
    def sums(self) -> Sums:
        return take_sums(self.passes, self.part, self.ballots.rows)

    @property
    def base_rows(self) -> list[list[int]]:
        """The rows in each base cluster."""
        row_of = {int(name): row for row, name in enumerate(self.ballots.participant_ids)}
        members = self.blob["base-clusters"]["members"]
        return [[row_of[name] for name in names if name in row_of] for names in members]

    def per_statement(self, key: str) -> Any:
        """A list of the blob, or a mapping of it, in the order of our statements."""
        found = self.blob[key]
        return np.array([found[str(name)] for name in self.names])

    def reorder(self, values: list[float]) -> Any:
        """Values in the order of the blob's statements, in that of ours."""
        place_of = {name: place for place, name in enumerate(self.blob["tids"])}
        return np.array(values)[[place_of[name] for name in self.names]]


@cache
def read_oracle(name: str) -> Oracle:
    folder = FOLDER / "oracles" / name
    if name.startswith("export"):
        blob = json.loads(next(folder.glob("*math_blob.json")).read_text())
        ballots = gather(read_polis(folder).votes)
    else:
        blob = json.loads((folder / "math-pca2.json").read_text())
        ballots = gather(read_live(folder)[0])
    out = set(blob["mod-out"]) | set(blob["meta-tids"])
    part = np.array([int(statement) not in out for statement in ballots.statement_ids])
    return Oracle(blob, ballots, part, _label(blob, ballots))


def _label(blob: dict[str, Any], ballots: Ballots) -> Any:
    base = dict(zip(blob["base-clusters"]["id"], blob["base-clusters"]["members"], strict=True))
    group_of = {
        participant: group["id"]
        for group in blob["group-clusters"]
        for cluster in group["members"]
        for participant in base[cluster]
    }
    return np.array([group_of.get(int(name), -1) for name in ballots.participant_ids])


def read_live(folder: Path) -> tuple[Votes, Statements]:
    """What a Polis server says about a conversation; its interface too has agreeing as +1."""
    votes = json.loads((folder / "votes.json").read_text())
    comments = json.loads((folder / "comments.json").read_text())

    def pick(row: dict[str, Any], *keys: str) -> Any:
        return next(row[key] for key in keys if key in row)

    return Votes.from_arrays(
        [pick(row, "participant_id", "pid") for row in votes],
        [pick(row, "statement_id", "tid") for row in votes],
        [row["vote"] for row in votes],
        [int(float(row["modified"])) for row in votes],
    ), Statements.of(
        Statement(
            pick(row, "statement_id", "tid"),
            row["txt"],
            Moderation(pick(row, "moderated", "mod")),
            is_meta=row["is_meta"],
        )
        for row in comments
    )
