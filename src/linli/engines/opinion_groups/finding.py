"""Whether there are groups to speak of, and why."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What is reported."""

    GROUPS = "groups"
    NO_GROUPS = "no_groups"


class Reason(StrEnum):
    """Why."""

    BEYOND_CHANCE = "beyond_chance"
    CHANCE = "chance"
    ALL_ALIKE = "all_alike"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True)
class Finding:
    """``shown`` are the groups to speak of; ``hidden`` counts those that are too small to show."""

    state: State
    reason: Reason
    shown: tuple[int, ...]
    hidden: int
