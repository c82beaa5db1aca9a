"""What one pass of Equal Shares yields."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Purchase:
    """A project that its supporters bought.

    ``tied`` are the projects that were equally good, ascending, itself among them. Its factor
    was at most ``rho``; that of every project not tied with it was at least ``rival``.
    """

    project: int
    tied: tuple[int, ...]
    rho: Fraction | float
    rival: Fraction | float


@dataclass(frozen=True)
class Run:
    """One pass in which every voter began with ``share``.

    ``free`` were taken first because they cost nothing, ``purchases`` in the order of choice.
    """

    share: Fraction
    free: tuple[int, ...]
    purchases: tuple[Purchase, ...]

    @property
    def winners(self) -> tuple[int, ...]:
        """The chosen projects in the order of choice."""
        return (*self.free, *(purchase.project for purchase in self.purchases))

    def holds_up_to(self, higher: "Run") -> bool:
        """Whether every share from this one to that of ``higher`` gives the same purchases.

        With the purchases so far fixed, nobody has less money under a larger share, so every
        factor is lower: a project chosen here was at most at ``rho``, its rivals there at
        least at ``rival``, and what lies between lies between.
        """
        pairs = zip(self.purchases, higher.purchases, strict=False)
        return len(self.purchases) == len(higher.purchases) and all(
            low.project == high.project and _stays(low, high) for low, high in pairs
        )


def _stays(low: Purchase, high: Purchase) -> bool:
    if len(low.tied) == len(high.tied) == 1:
        return low.rho < high.rival
    return low.tied == high.tied and low.rho == high.rho and low.rho < high.rival
