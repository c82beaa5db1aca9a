"""Plain words in the two languages that a result is published in."""

from dataclasses import dataclass
from fractions import Fraction

from linli.engines.equal_shares.election import Election


@dataclass(frozen=True)
class Words:
    """The same sentence in English and Chinese."""

    en: str
    zh: str

    def __add__(self, other: "Words") -> "Words":
        return Words(f"{self.en} {other.en}".strip(), f"{self.zh}{other.zh}")


def title_of(election: Election, key: str) -> str:
    """A project by its name, with its id where that says more."""
    name = election.projects[election.index[key]].name
    return f"{name} ({key})" if name and name != key else key


def format_money(election: Election, units: Fraction | float, *, digits: int = 0) -> str:
    """Smallest units as an amount of the currency, with as many decimals as it needs.

    An amount that is not a whole number of units is rounded to ``digits`` decimals.
    """
    amount = Fraction(units) / election.unit
    exact = Fraction(units).denominator == 1
    places = len(str(election.unit)) - 1 if exact and amount.denominator > 1 else digits
    rounded = round(amount, places)
    number = f"{float(rounded):,.{places}f}" if places else f"{int(rounded):,}"
    return f"{number} {election.currency}".strip()


def format_percent(part: Fraction | float) -> str:
    """A part of the whole as a percentage with one decimal."""
    return f"{float(round(Fraction(part) * 100, 1)):.1f}%"
