"""Reading how far a community is set up, and what was changed."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from linli.apps.administration.models import Change
from linli.apps.cases.public import list_categories
from linli.core.matters.acting import ActingUser
from linli.core.matters.selectors import list_matters
from linli.ground.calendars.public import get_calendar
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.selectors import list_organisations, list_people_on_duty
from linli.ground.places.selectors import list_grids

NEEDED = (DutyKind.DISPATCHER, DutyKind.OFFICER, DutyKind.STEWARD, DutyKind.HANDLER)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the set-up is; each part with how much of it there is."""

    has_phone: bool
    grids: int
    organisations: int
    categories: int
    missing_duties: tuple[DutyKind, ...]
    people: int
    calendar_known: bool
    cases: int
    closed: int

    @property
    def is_ready(self) -> bool:
        """Whether a report could be brought to its end."""
        return bool(self.grids and self.organisations > 1 and not self.missing_duties)


def get_standing(user: ActingUser, *, now: datetime) -> Standing:
    """How far this community is set up."""
    community = user.community
    duties = list(list_people_on_duty(community))
    held = {duty.kind for duty in duties}
    year = now.astimezone(ZoneInfo(community.time_zone)).year
    cases = list_matters(user, kind="case").order_by()
    return Standing(
        has_phone=bool(community.phone),
        grids=list_grids(community).count(),
        organisations=list_organisations(community).count(),
        categories=list_categories(community).count(),
        missing_duties=tuple(kind for kind in NEEDED if kind not in held),
        people=len({duty.account_id for duty in duties}),
        calendar_known=year in get_calendar(community).published_years,
        cases=cases.count(),
        closed=cases.filter(state="closed").count(),
    )


def list_changes(community: Community) -> QuerySet[Change]:
    """What was changed, the latest first."""
    return (
        Change.objects.filter(community=community).select_related("account").order_by("-at", "-id")
    )
