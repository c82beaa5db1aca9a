"""The communities: whether there is one, its calendar, and who is on duty where."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from linli.cli.doctor.findings import Finding, advice, fault
from linli.core.matters.acting import local_day
from linli.ground.calendars.public import get_calendar
from linli.ground.calendars.working_calendar import ALL_YEARS
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Duty
from linli.ground.parties.selectors import list_handling_organisations
from linli.ground.places.models import Place
from linli.ground.places.selectors import covers, get_top_place, list_grids

MOST_NAMED = 3
NEEDED: dict[DutyKind, Callable[[str, str], Finding]] = {
    DutyKind.DISPATCHER: fault,
    DutyKind.REVIEWER: fault,
    DutyKind.STEWARD: advice,
}


def check_communities(only: Community | None = None) -> Iterator[Finding]:
    """There is a community, and it has a place."""
    communities = _list(only)
    if not communities:
        yield fault(_("There is no community, so every page is missing."), "linli setup")
    for community in communities:
        if not Place.objects.filter(community=community, retired_on=None).exists():
            yield fault(
                _("%(name)s has no places, so nobody can report anything.")
                % {"name": community.name},
                "linli import places FILE.geojson",
            )


def check_calendars(only: Community | None = None) -> Iterator[Finding]:
    """Holidays of this year and the next are known."""
    for community in _list(only):
        published = get_calendar(community, max_age=0).published_years
        this_year = local_day(community).year
        for year in (this_year, this_year + 1):
            if published is ALL_YEARS or year in published:
                continue
            what = _(
                "%(name)s has no notice of holidays for %(year)d, so its due times are provisional."
            ) % {"name": community.name, "year": year}
            mend = _("Enter it under Administration, Calendar; or linli import calendar FILE")
            yield fault(what, mend) if year == this_year else advice(what, mend)


def check_duties(only: Community | None = None) -> Iterator[Finding]:
    """Somebody handles, and every grid has somebody who dispatches, verifies on the spot, and
    decides on appeals."""
    for community in _list(only):
        if not Place.objects.filter(community=community, retired_on=None).exists():
            continue
        places = list(list_grids(community).defer("boundary")) or [get_top_place(community)]
        if not list_handling_organisations(community).exists():
            yield fault(
                _("%(name)s has no organisation with a handler, so nothing can be dispatched.")
                % {"name": community.name},
                _say_how(),
            )
        for kind, finding in NEEDED.items():
            if without := _list_without(community, kind, places):
                yield finding(_say_missing(community, kind, without, len(places)), _say_how())


def _list(only: Community | None) -> list[Community]:
    return [only] if only else list(Community.objects.order_by("slug"))


def _list_without(community: Community, kind: DutyKind, places: list[Place]) -> list[Place]:
    today = local_day(community)
    codes = set(
        Duty.objects.filter(community=community, kind=kind, starts_on__lte=today)
        .exclude(ends_on__lt=today)
        .values_list("place__code", flat=True)
    )
    return [
        place
        for place in places
        if not any(covers(code, place.code, community=community) for code in codes)
    ]


def _say_missing(community: Community, kind: DutyKind, without: list[Place], total: int) -> str:
    names = ", ".join(place.name for place in without[:MOST_NAMED])
    return _("%(name)s: no %(duty)s for %(number)d of %(total)d grids: %(places)s") % {
        "name": community.name,
        "duty": kind.label,
        "number": len(without),
        "total": total,
        "places": names if len(without) <= MOST_NAMED else f"{names} …",
    }


def _say_how() -> str:
    return _("Give somebody the duty, for the grid or a place above it: linli add duty")
