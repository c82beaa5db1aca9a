"""How the number of groups is kept from one analysis to the next, so that pictures do not flicker."""

from dataclasses import dataclass
from typing import Self

# So many times in a row another number must have been the best.
_WINS = 4


@dataclass(frozen=True, slots=True)
class NumberMemory:
    """The number that is kept, and which other has been the best how often in a row."""

    kept: int
    rival: int = 0
    wins: int = 0

    def follow(self, best: int) -> Self:
        """The memory after an analysis in which ``best`` had the largest silhouette."""
        if best == self.kept or not self.kept:
            return type(self)(best)
        wins = self.wins + 1 if best == self.rival else 1
        return type(self)(best) if wins >= _WINS else type(self)(self.kept, best, wins)
