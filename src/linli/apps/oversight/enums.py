"""Closed lists of the procedures of oversight."""

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


class ExclusionState(StrEnum):
    """States of an exclusion from the rates."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
