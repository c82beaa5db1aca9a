"""What groups of voters got: by the columns that the file has about them.

A group of fewer than ``floor`` voters is not shown by itself but together with the other small
ones; if these are still too few, the next larger one joins them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from linli.engines.equal_shares.allocation import Allocation
from linli.engines.equal_shares.election import Election
from linli.engines.equal_shares.fairness import count_winners, money_by_ballot
from linli.engines.equal_shares.options import FLOOR
from linli.engines.equal_shares.supports import IntArray

MOST_GROUPS = 40
OTHERS = "…"
UNKNOWN = ""
_AGES = {17: "0-17", 29: "18-29", 44: "30-44", 59: "45-59", 74: "60-74", 130: "75+"}
_NOT_GROUPS = {"voter_id", "vote", "points"}


@dataclass(frozen=True)
class GroupResult:
    """What a group got in one outcome: ``money_part`` of all money spent, see ``Fairness``."""

    with_winner: Fraction
    mean_winners: Fraction
    money_part: float


@dataclass(frozen=True)
class Group:
    """Voters with the same ``value`` of an attribute, and what they got in each outcome.

    The value is "" for voters about whom nothing is known, "…" for small groups together.
    """

    value: str
    voters: int
    results: tuple[GroupResult, ...]


def list_groups(
    election: Election, allocations: Iterable[Allocation], *, floor: int = FLOOR
) -> dict[str, tuple[Group, ...]]:
    """The groups by attribute, in the order of the file's columns."""
    if election.tables is None:
        return {}
    votes = election.tables.votes
    outcomes = [_by_voter(election, allocation) for allocation in allocations]
    found = {}
    for name in votes.names:
        if name in _NOT_GROUPS:
            continue
        values = [_value(name, cell.strip()) for cell in votes.column(name)]
        labels, members = np.unique(np.array(values), return_inverse=True)
        groups = _grouped(labels.tolist(), members, outcomes, floor)
        if 1 < len(groups) <= MOST_GROUPS:
            found[name] = groups
    return found


def _value(name: str, cell: str) -> str:
    if cell.lower() in ("", "none"):
        return UNKNOWN
    if name != "age" or not cell.isdecimal():
        return cell
    age = int(cell)
    return next((label for last, label in _AGES.items() if age <= last), UNKNOWN)


def _by_voter(election: Election, allocation: Allocation) -> tuple[IntArray, np.ndarray]:
    winners, ballot = allocation.decision.winners, election.ballots.ballot_of_voter
    counts = count_winners(election.ballots, winners)[ballot]
    return counts, money_by_ballot(election, winners)[ballot]


def _grouped(
    labels: list[str],
    members: IntArray,
    outcomes: list[tuple[IntArray, np.ndarray]],
    floor: int,
) -> tuple[Group, ...]:
    shown = _shown(np.bincount(members, minlength=len(labels)).tolist(), floor)
    masks = [(labels[i], members == i) for i in sorted(shown, key=lambda i: _order(labels[i]))]
    rest = ~np.isin(members, shown)
    if int(rest.sum()) >= floor:
        masks.append((OTHERS, rest))
    return tuple(
        Group(label, int(mask.sum()), tuple(_result(mask, *outcome) for outcome in outcomes))
        for label, mask in masks
    )


def _shown(sizes: list[int], floor: int) -> list[int]:
    """The groups shown by themselves.

    Where the others together would still be too few, the next smallest goes with them: else the
    difference to the whole would tell what is not shown.
    """
    by_size = sorted(range(len(sizes)), key=lambda i: sizes[i])
    hidden, rest = 0, 0
    while hidden < len(sizes) and (sizes[by_size[hidden]] < floor or 0 < rest < floor):
        rest += sizes[by_size[hidden]]
        hidden += 1
    return sorted(by_size[hidden:])


def _order(label: str) -> tuple[bool, int, str]:
    first = label.removesuffix("+").split("-", maxsplit=1)[0]
    return label == UNKNOWN, int(first) if first.isdecimal() else 0, label


def _result(mask: np.ndarray, counts: IntArray, money: np.ndarray) -> GroupResult:
    voters = int(mask.sum())
    return GroupResult(
        with_winner=Fraction(int((counts[mask] > 0).sum()), voters),
        mean_winners=Fraction(int(counts[mask].sum()), voters),
        money_part=float(np.sort(money[mask]).sum() / (np.sort(money).sum() or 1.0)),
    )
