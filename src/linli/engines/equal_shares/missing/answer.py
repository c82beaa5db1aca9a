"""What a project that was not chosen would have needed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Missing:
    """The least that would have brought a project in; None where nothing would.

    ``votes`` new voters who vote for it alone, the budget unchanged; ``votes_last`` says that
    more of them would not take it out again, as far as was tried; ``votes_least`` that every
    smaller number was ruled out. ``cost`` smallest units less; ``cost_least`` that every smaller
    discount was ruled out. Where ``counted`` is False none of this was worked out, since it would
    have taken very long.
    """

    votes: int | None
    cost: int | None
    votes_last: bool = True
    votes_least: bool = True
    cost_least: bool = True
    counted: bool = True


NOT_COUNTED = Missing(votes=None, cost=None, counted=False)
NOTHING_MISSING = Missing(votes=0, cost=0)
