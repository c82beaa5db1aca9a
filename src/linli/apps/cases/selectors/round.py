"""The steward's day: what is to be looked at, and what is usually found on a round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from linli.apps.cases.enums import CaseState
from linli.apps.cases.models import Case, Category
from linli.apps.cases.procedure import CASE
from linli.apps.cases.procedure.states import UNDECIDED
from linli.apps.cases.selectors.catalogue import list_categories
from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import Step, Worklist
from linli.core.matters.enums import Role
from linli.core.matters.models import Matter
from linli.core.matters.policies import roles_on
from linli.core.matters.selectors import list_desk_steps, list_worklist
from linli.core.pages.rows import Row, make_rows
from linli.core.records.models import RecordPart
from linli.ground.calendars.public import get_calendar
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Duty
from linli.ground.places.models import Place
from linli.ground.places.selectors import below, list_grids

MILLIONTHS = 1_000_000
MOST = 60
FOUND = ("safety", "roads", "cleaning", "green", "traffic")
WAITING = Worklist("round", "", "steward", ("handled", *UNDECIDED))


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to look at: where it is, as far as this steward may know, and what to do there."""

    row: Row
    spot: str
    latitude: float | None
    longitude: float | None
    steps: tuple[Step, ...]


def list_stops(user: ActingUser, *, now: datetime) -> list[Stop]:
    """What the steward verifies, and what was reported in his grids and nobody has been given yet,
    the earliest due first; at most 60."""
    matters = list(_list_waiting(user)[:MOST])
    rows = make_rows(matters, calendar=get_calendar(user.community), now=now)
    known = [matter.pk for matter in matters if Role.OFFICE in roles_on(matter, user)]
    cases = {case.matter_id: case for case in Case.objects.filter(matter__in=known)}
    spots = dict(
        RecordPart.objects.filter(
            record__matter_id__in=known, record__step="report", name="spot"
        ).values_list("record__matter_id", "text")
    )
    steps = list_desk_steps(matters, user=user, now=now, also=("solve",))
    found = []
    for row in rows:
        case = cases.get(row.matter.pk)
        possible = [step for step, bar in steps[row.matter.pk] if not bar]
        found.append(
            Stop(
                row,
                spots.get(row.matter.pk, ""),
                case.latitude / MILLIONTHS if case and case.latitude is not None else None,
                case.longitude / MILLIONTHS if case and case.longitude is not None else None,
                tuple(possible),
            )
        )
    return found


def list_found_categories(user: ActingUser) -> Sequence[Category]:
    """What is found on a round: hazards first, then what lies in public space."""
    rows = list(list_categories(user.community))
    groups = {row.code.rpartition(".")[0] for row in rows}
    usual = [
        row
        for row in rows
        if row.code not in groups
        and not row.restricted
        and (row.public_space or row.code.partition(".")[0] in FOUND)
    ]
    return sorted(usual, key=lambda row: (not row.code.startswith("safety"), row.position))


def find_own_duties(user: ActingUser) -> list[Duty]:
    """The duties of a steward that this user holds today."""
    return [duty for duty in user.duties if duty.kind == DutyKind.STEWARD]


def list_own_grids(user: ActingUser) -> list[Place]:
    """The grids that this steward's duties cover, by code; where nothing is divided into grids, the
    places of the duties."""
    duties = find_own_duties(user)
    if not duties:
        return []
    mine = Q(pk__in=[])
    for duty in duties:
        mine |= below(duty.place.code, user.community, field="code")
    return list(list_grids(user.community).filter(mine)) or [duty.place for duty in duties]


def count_stops(user: ActingUser) -> int:
    """How many there are, those beyond the sixty among them."""
    return _list_waiting(user).count()


def _list_waiting(user: ActingUser) -> QuerySet[Matter]:
    """Not what a steward solved: that is the office's to look at."""
    waiting = list_worklist(user, kind=CASE.kind, worklist=WAITING)
    return waiting.exclude(state=CaseState.HANDLED, holder=None)
