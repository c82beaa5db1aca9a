"""How votes and money fall on the categories that the file gives its projects."""

from dataclasses import dataclass
from fractions import Fraction

from linli.engines.equal_shares.election import Election


@dataclass(frozen=True)
class Category:
    """A category's part of all votes, and of the money of each outcome.

    A project of several categories counts in equal parts for each.
    """

    name: str
    votes: Fraction
    money: tuple[Fraction, ...]


def list_categories(
    election: Election, outcomes: tuple[tuple[int, ...], ...]
) -> tuple[Category, ...]:
    """The categories, most votes first; none where the file names none."""
    projects = election.projects
    votes = _parts(election, dict(enumerate(election.ballots.votes)))
    money = [_parts(election, {j: projects[j].cost for j in winners}) for winners in outcomes]
    names = sorted(votes, key=lambda name: (-votes[name], name))
    none = Fraction(0)
    return tuple(
        Category(name, votes[name], tuple(m.get(name, none) for m in money)) for name in names
    )


def _parts(election: Election, amounts: dict[int, int]) -> dict[str, Fraction]:
    parts: dict[str, Fraction] = {}
    total = sum(amount for j, amount in amounts.items() if election.projects[j].categories) or 1
    for j, amount in amounts.items():
        names = election.projects[j].categories
        for name in names:
            parts[name] = parts.get(name, Fraction(0)) + Fraction(amount, total * len(names))
    return parts
