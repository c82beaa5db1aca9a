"""Changes of a community's calendar.

What was promised on the old calendar is computed again by whoever keeps the promises.
"""

import uuid
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from linli.ground.calendars.models import CalendarNotice, CommunityCalendar
from linli.ground.calendars.notices import Notice, check_notice
from linli.ground.calendars.profile_calendar import read_declaration, write_weekly
from linli.ground.calendars.working_calendar import DayKind, Weekly, check_weekly
from linli.ground.communities.models import Community, new_key


@transaction.atomic
def load_notice(
    community: Community,
    *,
    year: int,
    days: Mapping[date, DayKind],
    source: str,
    acting_user: object,
) -> CalendarNotice:
    """Takes the authority's notice of one year, in place of an earlier one for that year.

    A make-up day must be a day of rest in the profile's week.  `acting_user` is an account, or
    None for the command line.  Raises NoticeError, which names the field.
    """
    notice = Notice(year, source.strip(), days)
    check_notice(notice, read_declaration(community.profile).weekly)
    _touch(community, acting_user)
    row, _ = CalendarNotice.objects.update_or_create(
        community=community,
        year=year,
        defaults={
            "source": notice.source,
            "days": {day.isoformat(): DayKind(days[day]).value for day in sorted(days)},
            "loaded_at": timezone.now(),
            "loaded_by_id": _key(acting_user),
        },
    )
    return row


@transaction.atomic
def set_weekly_hours(
    community: Community, *, weekly: Weekly | None, acting_user: object
) -> CommunityCalendar:
    """Gives the community its own working hours, or with None the profile's again.

    Raises CalendarShapeError.
    """
    if weekly is not None:
        check_weekly(weekly)
    row = _touch(community, acting_user)
    row.weekly = None if weekly is None else write_weekly(weekly)
    row.save(update_fields=["weekly"])
    return row


def _touch(community: Community, acting_user: object) -> CommunityCalendar:
    """The community's row, locked, under a new version: one change at a time."""
    CommunityCalendar.objects.get_or_create(community=community)
    row = CommunityCalendar.objects.select_for_update().get(community=community)
    row.version = new_key()
    row.changed_by_id = _key(acting_user)
    row.save(update_fields=["version", "changed_by_id"])
    return row


def _key(acting_user: object) -> uuid.UUID | None:
    key = getattr(acting_user, "pk", None)
    return key if isinstance(key, uuid.UUID) else None
