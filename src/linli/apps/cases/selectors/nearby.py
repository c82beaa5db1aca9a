"""What has been reported already about the same thing in the same grid."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from linli.apps.cases.procedure import CASE
from linli.apps.cases.procedure.states import UNFINISHED
from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_matters

WITHIN = timedelta(days=30)
MOST = 3


def list_nearby(user: ActingUser, *, category: str, place_code: str, now: datetime) -> list[Matter]:
    """Public reports under way of this category in this grid, of the last month, latest first;
    none of the reader's own, nor of reporters who stay hidden.

    No nearer than the grid: a distance would tell where somebody else's exact spot is.
    """
    found = list_matters(user, kind=CASE.kind, subject=category, place_code=place_code).filter(
        privacy=Privacy.PUBLIC,
        reporter_hidden=False,
        state__in=UNFINISHED,
        opened_at__gte=now - WITHIN,
    )
    return list(leave_out_own(found, user)[:MOST])


def leave_out_own(matters: QuerySet[Matter], user: ActingUser) -> QuerySet[Matter]:
    """Those that he did not report, by account or by a receipt that he holds."""
    others = matters.exclude(pk__in=user.receipt_matters)
    return others.exclude(reporter=user.resident_id) if user.resident_id else others
