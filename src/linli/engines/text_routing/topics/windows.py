"""Different reporters in windows that move day by day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

Event = tuple[date, int]
"""A day and the number of a reporter."""


def count_reporters(events: Sequence[Event], last: date, days: int) -> int:
    """Different reporters in the window of so many days that ends with ``last``."""
    first = last - timedelta(days=days - 1)
    return len({reporter for day, reporter in events if first <= day <= last})


def hottest_window(events: Sequence[Event], days: int) -> tuple[int, date]:
    """The largest number of different reporters in any window, and the first such one's end.

    One pass over events in order of days: O(events).
    """
    ordered = sorted(events)
    inside: Counter[int] = Counter()
    best, peak, begin = 0, ordered[0][0], 0
    for day, reporter in ordered:
        inside[reporter] += 1
        while ordered[begin][0] <= day - timedelta(days=days):
            old = ordered[begin][1]
            inside[old] -= 1
            if not inside[old]:
                del inside[old]
            begin += 1
        if len(inside) > best:
            best, peak = len(inside), day
    return best, peak


def weekly_reporters(events: Sequence[Event]) -> tuple[tuple[date, int], ...]:
    """Different reporters in each week (by its Monday) from the first to the last one."""
    weeks: dict[date, set[int]] = {}
    for day, reporter in events:
        weeks.setdefault(day - timedelta(days=day.weekday()), set()).add(reporter)
    monday, last, result = min(weeks), max(weeks), []
    while monday <= last:
        result.append((monday, len(weeks.get(monday, ()))))
        monday += timedelta(days=7)
    return tuple(result)
