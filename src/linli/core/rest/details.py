"""One matter as one reader may see it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, cast

from django.utils.translation import gettext as _

from linli.core.contributions.selectors import count_contributions, list_possible_contributions
from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import Procedure
from linli.core.matters.enums import Role
from linli.core.matters.models import Matter
from linli.core.matters.policies import roles_on
from linli.core.matters.selectors import (
    list_possible_openings,
    list_possible_steps,
    list_thread,
    reporter_label,
    subject_label,
)
from linli.core.matters.versions import procedure_of
from linli.core.rest.addresses import contribution_address, opening_address, step_address
from linli.core.rest.clocks import list_clocks
from linli.core.rest.entries import list_entries
from linli.core.rest.items import organisation_name, written
from linli.core.rest.schemas import Knot, MatterDetail, Possibility, Reporter, StateName

TOLD_WHO_HIDES = frozenset({Role.REPORTER, Role.HOLDER, Role.OFFICE})


def make_detail(matter: Matter, *, user: ActingUser, now: datetime) -> MatterDetail:
    """The matter; the number of queries does not depend on how much there is of it."""
    procedure, roles = procedure_of(matter), roles_on(matter, user)
    return {
        "number": matter.number,
        "kind": matter.kind,
        "title": matter.title,
        "state": _state(matter, procedure),
        "category": {"code": matter.subject, "label": subject_label(matter, user=user)},
        "place": {"code": matter.place_code, "name": matter.place.name},
        "organisation": organisation_name(matter.holder),
        "reporter": _reporter(matter, user, roles),
        "roles": sorted(role.value for role in roles),
        "opened_at": matter.opened_at.isoformat(),
        "due_at": written(matter.due_at),
        "closed_at": written(matter.closed_at),
        "promises": list_clocks(matter, procedure=procedure, user=user, now=now),
        "timeline": list_entries(matter, procedure=procedure, user=user),
        "thread": _thread(matter, user),
        "contributions": count_contributions(matter),
        "steps": _steps(matter, user, now),
        "openings": _openings(matter, user, now),
        "possible_contributions": _contributions(matter, user),
    }


def _state(matter: Matter, procedure: Procedure) -> StateName:
    state = procedure.state_by_name[matter.state]
    return {
        "name": state.name,
        "label": _(state.label),
        "phase": state.phase.value,
        "final": state.final,
        "entered_at": matter.entered_at.isoformat(),
    }


def _reporter(matter: Matter, user: ActingUser, roles: frozenset[Role]) -> Reporter:
    who = cast("Literal['you', 'hidden', 'named', 'resident']", reporter_label(matter, user=user))
    return {"who": who, "hidden": matter.reporter_hidden if roles & TOLD_WHO_HIDES else None}


def _thread(matter: Matter, user: ActingUser) -> list[Knot]:
    return [
        {
            "number": knot.matter.number,
            "kind": knot.matter.kind,
            "title": knot.matter.title,
            "relation": knot.relation,
            "direction": "in" if knot.before else "out",
            "opened_at": knot.matter.opened_at.isoformat(),
        }
        for knot in list_thread(matter, user=user)
    ]


def _steps(matter: Matter, user: ActingUser, now: datetime) -> list[Possibility]:
    return _possibilities(
        (step.name, step.label, step_address(matter.kind, matter.number, step.name))
        for step in list_possible_steps(matter, user=user, now=now)
    )


def _openings(matter: Matter, user: ActingUser, now: datetime) -> list[Possibility]:
    return _possibilities(
        (procedure.kind, procedure.opening.label, opening_address(procedure.kind))
        for procedure in list_possible_openings(matter, user=user, now=now)
    )


def _contributions(matter: Matter, user: ActingUser) -> list[Possibility]:
    return _possibilities(
        (kind.name, kind.label, contribution_address(matter.kind, matter.number, kind.name))
        for kind in list_possible_contributions(matter, user=user)
    )


def _possibilities(found: Iterable[tuple[str, str, str]]) -> list[Possibility]:
    return [{"name": name, "label": _(label), "url": url} for name, label, url in found]
