"""What has been reported already about the same thing in the same grid."""

from datetime import datetime, timedelta

from linli.apps.cases.procedure import CASE
from linli.apps.cases.procedure.states import UNFINISHED
from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_matters

WITHIN = timedelta(days=30)
MOST = 3


def list_nearby(user: ActingUser, *, category: str, place_code: str, now: datetime) -> list[Matter]:
    """Public reports under way of this category in this grid, of the last month, latest first.

    No nearer than the grid: a distance would tell where somebody else's exact spot is.
    """
    found = list_matters(user, kind=CASE.kind, subject=category, place_code=place_code).filter(
        privacy=Privacy.PUBLIC, state__in=UNFINISHED, opened_at__gte=now - WITHIN
    )
    return [matter for matter in found[: 2 * MOST] if not user.is_reporter_of(matter)][:MOST]
