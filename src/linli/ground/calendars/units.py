"""What a promise is counted in: working hours, working days, natural hours, calendar days."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from linli.ground.calendars.errors import LimitError

MAX_AMOUNT: Final = 10_000
"""Above the longest period that Chinese civil law knows: 20 years, 7,305 days (art. 188)."""


class Unit(StrEnum):
    """A counting unit of the promise clock."""

    WORKING_HOURS = "working_hours"
    """工作时: runs inside working intervals only."""
    WORKING_DAYS = "working_days"
    """工作日: whole days on which offices work."""
    NATURAL_HOURS = "natural_hours"
    """自然时: runs day and night, all days."""
    CALENDAR_DAYS = "calendar_days"
    """日: whole days, holidays included."""

    @property
    def is_hours(self) -> bool:
        return self in {Unit.WORKING_HOURS, Unit.NATURAL_HOURS}


SHORT: Final = {
    Unit.WORKING_HOURS: "wh",
    Unit.WORKING_DAYS: "wd",
    Unit.NATURAL_HOURS: "nh",
    Unit.CALENDAR_DAYS: "cd",
}
_UNITS: Final = {short: unit for unit, short in SHORT.items()}
_CODE: Final = re.compile(r"([1-9][0-9]{0,4})(wh|wd|nh|cd)")


@dataclass(frozen=True, slots=True)
class Limit:
    """So many units, at least one.  Raises LimitError for an amount outside 1–10,000."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if type(self.amount) is not int or not 1 <= self.amount <= MAX_AMOUNT:
            raise LimitError(f"amount must be a whole number from 1 to {MAX_AMOUNT}")
        if not isinstance(self.unit, Unit):
            raise LimitError(f"unknown unit: {self.unit!r}")

    @classmethod
    def parse(cls, code: str) -> Self:
        """The limit behind a short code such as `5wd`; raises LimitError for anything else."""
        match = _CODE.fullmatch(code)
        if match is None:
            raise LimitError(f"not a limit: {code!r}; write one like 4wh, 5wd, 24nh or 15cd")
        return cls(int(match[1]), _UNITS[match[2]])

    def __str__(self) -> str:
        """The short code, which `parse` reads back."""
        return f"{self.amount}{SHORT[self.unit]}"
