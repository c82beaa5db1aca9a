"""What is compared, and how place and time bear on it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Relation(StrEnum):
    """Where two matters lie to each other."""

    SAME = "same"
    INSIDE = "inside"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Matter:
    """An open matter as the index sees it.

    ``place`` is a path from the largest place down (``A/A3/07``); times carry a zone or none does.
    ``reporter`` is any opaque key; it is compared and never given out.
    """

    id: str
    text: str
    place: str | None = None
    time: datetime | None = None
    reporter: str | None = None


@dataclass(frozen=True)
class Match:
    """An earlier matter that may say the same.

    ``similarity`` is that of the texts; ``days`` lie between both, if both times are known.
    ``probability`` puts text, place and time together.
    """

    id: str
    similarity: float
    place: Relation
    days: float | None
    probability: float


def relate_places(one: str | None, other: str | None) -> Relation:
    """How two paths of places lie to each other."""
    if not one or not other:
        return Relation.UNKNOWN
    if one == other:
        return Relation.SAME
    shorter, longer = sorted((one, other), key=len)
    return Relation.INSIDE if longer.startswith(f"{shorter}/") else Relation.ELSEWHERE
