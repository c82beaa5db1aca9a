"""What the doctor finds."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: a fault keeps people from something that was promised to them."""

    FAULT = "fault"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be, and what to do.

    `detail` is for the terminal of whoever runs the server alone: what a program wrote, which may
    hold anything.
    """

    level: Level
    what: str
    mend: str
    detail: str = ""


def fault(what: str, mend: str, *, detail: str = "") -> Finding:
    """Something that must be mended."""
    return Finding(Level.FAULT, what, mend, detail)


def advice(what: str, mend: str) -> Finding:
    """Something that will become a fault, or that may be meant."""
    return Finding(Level.ADVICE, what, mend)
