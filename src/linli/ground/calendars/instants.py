"""Local wall-clock times as moments on the one line of time, daylight saving included.

Moments are whole microseconds since 1970-01-01T00:00Z, so that sums and differences stay exact.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from linli.ground.calendars.errors import NaiveMomentError

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
HOUR: Final = 3_600_000_000
"""Microseconds of an hour."""


def to_micros(moment: datetime) -> int:
    """Raises NaiveMomentError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise NaiveMomentError(f"{moment.isoformat()} has no time zone")
    return (moment - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    return EPOCH + timedelta(microseconds=micros)


def first_moment(day: date, clock: time, zone: ZoneInfo) -> int:
    """The first moment of the day at which the wall clock shows `clock` or later.

    In the hour that autumn repeats this is the first pass; a time that spring skips stands for
    the moment of the jump.
    """
    earlier, later = _both(day, clock, zone)
    return (
        earlier if earlier <= later else _jump(datetime.combine(day, clock), later, earlier, zone)
    )


def last_moment(day: date, clock: time, zone: ZoneInfo) -> int:
    """The end of the time before `clock`; in the hour that autumn repeats, of the second pass."""
    earlier, later = _both(day, clock, zone)
    return later if earlier <= later else _jump(datetime.combine(day, clock), later, earlier, zone)


def _both(day: date, clock: time, zone: ZoneInfo) -> tuple[int, int]:
    """The wall time read with the offset before a change and after it (PEP 495, fold 0 and 1)."""
    local = datetime.combine(day, clock, tzinfo=zone)
    return to_micros(local), to_micros(local.replace(fold=1))


def _jump(wall: datetime, before: int, after: int, zone: ZoneInfo) -> int:
    """The first moment in (before, after] whose wall clock has passed a skipped time."""
    while after - before > 1:
        middle = (before + after) // 2
        if from_micros(middle).astimezone(zone).replace(tzinfo=None) < wall:
            before = middle
        else:
            after = middle
    return after
