"""The choices that an allocation is made with, in the words of the field."""

from enum import StrEnum

# So few voters are not spoken of by themselves: it would tell what one of them did.
FLOOR = 10


class Rule(StrEnum):
    """How winners are found."""

    EQUAL_SHARES = "mes"
    GREEDY = "greedy"
    PHRAGMEN = "phragmen"


class Completion(StrEnum):
    """How money that Equal Shares leaves over is spent."""

    NONE = "none"
    GREEDY = "greedy"
    ADD1 = "add1"
    ADD1_GREEDY = "add1-greedy"

    @property
    def raises_shares(self) -> bool:
        """Whether every voter's share is raised step by step."""
        return self in (Completion.ADD1, Completion.ADD1_GREEDY)

    @property
    def fills_up(self) -> bool:
        """Whether the greedy rule spends what is left at the end."""
        return self in (Completion.GREEDY, Completion.ADD1_GREEDY)


class Satisfaction(StrEnum):
    """What a chosen project is worth to somebody who voted for it."""

    COST = "cost"
    CARDINALITY = "cardinality"
    EFFORT = "effort"
    POINTS = "points"
    BORDA = "borda"


class Convention(StrEnum):
    """Whose reading of the rule is followed where readings differ."""

    PABUTOOLS = "pabutools"
    EQUALSHARES_NET = "equalshares.net"


class TieOrder(StrEnum):
    """A reason to prefer one of several equal projects."""

    ID = "id"
    MIN_COST = "min_cost"
    MAX_COST = "max_cost"
    MAX_VOTES = "max_votes"
