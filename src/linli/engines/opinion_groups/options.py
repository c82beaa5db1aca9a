"""The choices that an analysis is made with."""

from dataclasses import dataclass, fields
from operator import index
from typing import SupportsIndex

from linli.engines.opinion_groups.errors import OptionError

# From where on a number has a meaning, where that is not 1.
_LEAST = {
    "examined": 0,
    "least_participants": 0,
    "least_votes": 0,
    "most_groups": 2,
    "resamples": 2,
    "seed": 0,
}


@dataclass(frozen=True)
class Options:
    """Polis's constants, and those of what goes beyond Polis.

    ``population`` is how many people the participants were drawn from, where that is known: the
    intervals then become narrower, as a large part of them has been asked.
    """

    seed: int = 0
    block_size: int = 65_536
    strict_moderation: bool = False  # statements that nobody has moderated yet are left out
    least_votes: int = 7  # to be in the conversation
    least_participants: int = 15  # filled up to, by number of votes
    base_clusters: int = 100
    most_groups: int = 5
    listed: int = 5  # statements per list
    floor: int = 5  # groups of fewer people are not shown
    population: int | None = None
    significance: float = 0.01  # of the test that there are groups at all
    shuffles: int = 199
    resamples: int = 100
    examined: int = 50  # participants left out one at a time
    block_participants: int = 3  # equal ballots from which on they are reported
    burst: int = 3_600  # seconds within which they were begun

    def __post_init__(self) -> None:
        """Refuses what has no meaning, by name."""
        for field in fields(self):
            if field.name not in ("strict_moderation", "significance"):
                self._check_number(field.name, getattr(self, field.name))
        if not isinstance(self.significance, int | float) or not 0 < self.significance < 1:
            raise OptionError(f"significance must lie between 0 and 1: {self.significance!r}")
        if self.shuffles + 1 < 1 / self.significance:
            raise OptionError(
                f"{self.shuffles} shuffles cannot show a significance of {self.significance}"
            )

    def _check_number(self, name: str, value: object) -> None:
        """Whole numbers of any kind become those of Python; None is for an unknown population."""
        if name == "population" and value is None:
            return
        bound = _LEAST.get(name, 1)
        if isinstance(value, bool) or not isinstance(value, SupportsIndex) or index(value) < bound:
            raise OptionError(f"{name} must be a whole number from {bound} on: {value!r}")
        object.__setattr__(self, name, index(value))
