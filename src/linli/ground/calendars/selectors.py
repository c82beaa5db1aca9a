"""Calendars of communities, kept in the process and checked for change every few seconds."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from time import monotonic
from typing import Final

from linli.ground.calendars.models import CalendarNotice, CommunityCalendar
from linli.ground.calendars.notices import Notice
from linli.ground.calendars.profile_calendar import read_declaration, read_weekly
from linli.ground.calendars.working_calendar import Calendar, DayKind
from linli.ground.communities.models import Community

MAX_AGE: Final = 5.0
"""Seconds for which a list page may show another process's calendar as it was."""

MOST_KEPT: Final = 1000
"""Calendars that a process keeps at most; after that it begins anew."""


@dataclass(frozen=True, slots=True)
class _Kept:
    calendar: Calendar
    basis: tuple[str, str, uuid.UUID | None]
    """Profile, time zone, and version of the community's own row."""
    checked_at: float


_kept: dict[uuid.UUID, _Kept] = {}


def get_calendar(community: Community, *, max_age: float = MAX_AGE) -> Calendar:
    """The community's calendar, with the sums that it has already built.

    Costs nothing within `max_age` seconds of the last check, one small query after it, and two
    more when something has changed.  What stores a due moment passes `max_age=0`.
    """
    kept, now = _kept.get(community.pk), monotonic()
    if kept and now - kept.checked_at < max_age and kept.basis[:2] == _place(community):
        return kept.calendar
    row = CommunityCalendar.objects.filter(community=community).first()
    basis = (*_place(community), row.version if row else None)
    is_current = kept is not None and kept.basis == basis
    calendar = kept.calendar if kept and is_current else _build(community, row)
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[community.pk] = _Kept(calendar, basis, now)
    return calendar


def list_notices(community: Community) -> list[Notice]:
    """The notices that the community has loaded itself, by year; the profile's are not among them."""
    rows = CalendarNotice.objects.filter(community=community).order_by("year")
    return [_notice(row) for row in rows]


def _build(community: Community, row: CommunityCalendar | None) -> Calendar:
    if row is None:
        return _shared(*_place(community))
    return read_declaration(community.profile).calendar(
        community.time_zone,
        weekly=read_weekly(row.weekly) if row.weekly else None,
        notices=list_notices(community),
    )


@lru_cache(maxsize=64)
def _shared(profile: str, time_zone: str) -> Calendar:
    """One calendar, and one set of sums, for all communities that add nothing to their profile."""
    return read_declaration(profile).calendar(time_zone)


def _place(community: Community) -> tuple[str, str]:
    return community.profile, community.time_zone


def _notice(row: CalendarNotice) -> Notice:
    days = {date.fromisoformat(day): DayKind(kind) for day, kind in row.days.items()}
    return Notice(row.year, row.source, days)
