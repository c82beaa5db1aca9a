"""Closed lists of the appeal's procedure."""

from enum import StrEnum


class AppealState(StrEnum):
    """States of an appeal."""

    FILED = "filed"
    EXAMINED = "examined"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class AppealOutcome(StrEnum):
    """What an appeal came to."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
