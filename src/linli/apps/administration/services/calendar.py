"""The year's holidays and make-up days, as the authority published them."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from linli.apps.administration.enums import ChangeKind
from linli.apps.administration.services.changes import note_change, require_administrator
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.services import recompute_provisional_promises
from linli.ground.calendars.errors import NoticeError
from linli.ground.calendars.public import DayKind, load_notice, read_notice

LISTS = ("holidays", "workdays")
SEPARATORS = re.compile(r"[\s,，、;；]+")


def take_notice(row: Mapping[str, str], *, acting_user: ActingUser, now: datetime) -> int:
    """Takes a year's notice, and gives provisional promises their due times by it; how many moved.

    Each matter moves in a transaction of its own, so that nobody waits for all of them; those that
    a crash leaves behind move with the hourly recount.

    `holidays` and `workdays` are days and spans `from/to`, apart by blanks, commas or lines.
    Raises StepRefusedError (not_your_duty), InputRefusedError naming year, source, holidays or
    workdays.
    """
    require_administrator(acting_user)
    year = row.get("year", "").strip()
    if not (year.isascii() and year.isdigit()):
        raise InputRefusedError({"year": "notice_year" if year else "required"})
    spans = {name: [span for span in SEPARATORS.split(row.get(name, "")) if span] for name in LISTS}
    try:
        notice = read_notice({"year": int(year), "source": row.get("source", "").strip(), **spans})
        _store(notice.year, notice.days, notice.source, acting_user, now)
    except NoticeError as error:
        raise _refusal(error) from error
    return recompute_provisional_promises(acting_user.community)


def _refusal(error: NoticeError) -> InputRefusedError:
    field = error.field
    if field == "days":
        field = "workdays" if error.code == "notice_workday_not_rest" else "holidays"
    about = {field: error.value} if field in LISTS and error.value else {}
    return InputRefusedError({field: error.code}, about=about)


@transaction.atomic
def _store(
    year: int, days: Mapping[date, DayKind], source: str, user: ActingUser, now: datetime
) -> None:
    load_notice(user.community, year=year, days=days, source=source, acting_user=user.account)
    note_change(user, ChangeKind.CALENDAR, f"{year}: {source}", now=now)
