"""Calendars and moments for tests, and slow, obvious counting to compare the fast one with."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from linli.ground.calendars.working_calendar import Calendar, DayKind

OFFICE = ((time(9), time(12)), (time(13), time(18)))
OFFICE_WEEK = (OFFICE,) * 5 + ((), ())
ZONES = (
    "UTC",
    "Asia/Shanghai",
    "Asia/Kathmandu",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def office(**changes) -> Calendar:
    """Shanghai, Monday to Friday 9–12 and 13–18."""
    return Calendar(**{"time_zone": "Asia/Shanghai", "weekly": OFFICE_WEEK, **changes})


def local(text: str, zone: str = "Asia/Shanghai") -> datetime:
    """A moment from local wall time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def moments(first: date = date(2025, 1, 1), last: date = date(2028, 1, 1)):
    """Whole minutes between two days."""
    minutes = (last - first) // MINUTE
    beginning = datetime.combine(first, time.min, tzinfo=UTC)
    return st.integers(0, minutes).map(lambda count: beginning + count * MINUTE)


@st.composite
def hours_of_a_day(draw) -> tuple:
    """None, one or two intervals on quarters of an hour, clear of the night's clock changes."""
    edges = sorted(draw(st.sets(st.integers(6 * 4, 22 * 4), max_size=4)))
    times = [time(edge // 4, edge % 4 * 15) for edge in edges[: len(edges) // 2 * 2]]
    return tuple(zip(times[::2], times[1::2], strict=True))


@st.composite
def calendars(draw) -> Calendar:
    """Random weeks with working time, and random holidays and make-up days in 2025–2028."""
    weekly = draw(st.tuples(*[hours_of_a_day()] * 7).filter(any))
    days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
    return Calendar(
        time_zone=draw(st.sampled_from(ZONES)),
        weekly=weekly,
        exceptions=draw(st.dictionaries(days, st.sampled_from(DayKind), max_size=12)),
    )


def worked_hours(calendar: Calendar, day: date) -> tuple:
    """Hours of a day, read off the calendar's fields."""
    kind = calendar.exceptions.get(day)
    if kind is DayKind.HOLIDAY:
        return ()
    own = calendar.weekly[day.weekday()]
    return own or (next(filter(None, calendar.weekly)) if kind is DayKind.WORKDAY else ())


def is_worked(calendar: Calendar, moment: datetime) -> bool:
    wall = moment.astimezone(calendar.zone)
    return any(start <= wall.time() < end for start, end in worked_hours(calendar, wall.date()))


def minutes_worked(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Minute by minute."""
    return sum(is_worked(calendar, start + n * MINUTE) for n in range((end - start) // MINUTE))


def due_by_minutes(calendar: Calendar, start: datetime, hours: int) -> datetime:
    """Minute by minute until so many working hours are full."""
    left, moment = hours * 60, start.astimezone(UTC)
    while left:
        left -= is_worked(calendar, moment)
        moment += MINUTE
    return moment


def last_day_by_days(calendar: Calendar, start: datetime, days: int) -> date:
    """Day by day until so many working days are full; the first is not counted."""
    day = start.astimezone(calendar.zone).date()
    while days:
        day += DAY
        days -= bool(worked_hours(calendar, day))
    return day


def close_of(calendar: Calendar, day: date) -> datetime:
    end = worked_hours(calendar, day)[-1][1]
    return datetime.combine(day, end, tzinfo=calendar.zone).astimezone(UTC)
