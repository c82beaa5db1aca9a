"""The door of calendars: what the floors above may use."""

from linli.ground.calendars.civil_code import after_rest, last_day_of_months
from linli.ground.calendars.notice_files import parse_notice
from linli.ground.calendars.notices import Notice, read_notice
from linli.ground.calendars.progress import (
    PROMISE_LINE,
    RULER_END,
    Progress,
    ProgressState,
    progress,
)
from linli.ground.calendars.selectors import get_calendar, list_notices
from linli.ground.calendars.services import load_notice, set_weekly_hours
from linli.ground.calendars.units import Limit, Unit
from linli.ground.calendars.working_calendar import Calendar, DayKind
from linli.ground.calendars.working_time import Due, due_at, elapsed, promised_day

__all__ = [
    "PROMISE_LINE",
    "RULER_END",
    "Calendar",
    "DayKind",
    "Due",
    "Limit",
    "Notice",
    "Progress",
    "ProgressState",
    "Unit",
    "after_rest",
    "due_at",
    "elapsed",
    "get_calendar",
    "last_day_of_months",
    "list_notices",
    "load_notice",
    "parse_notice",
    "progress",
    "promised_day",
    "read_notice",
    "set_weekly_hours",
]
