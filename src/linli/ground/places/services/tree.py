"""Single changes of the tree.  Boundaries come by import, which alone sees that they fit."""

from datetime import date
from typing import NoReturn
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from linli.ground.communities.models import Community
from linli.ground.places.boundaries.collection import Feature
from linli.ground.places.boundaries.problems import PlaceName, Problem
from linli.ground.places.codes import CodeError, parent_code, validate_code
from linli.ground.places.errors import TerritoryRefusedError
from linli.ground.places.models import Place
from linli.ground.places.names import NameRefusedError, clean_name
from linli.ground.places.plans import plan_changes
from linli.ground.places.policies import ActingUser
from linli.ground.places.selectors import below, get_code_system, list_children, list_codes_above
from linli.ground.places.services.territory import lock_territory, renew_revision
from linli.ground.places.services.writing import read_states, write_plan

MAX_NAMED = 5


@transaction.atomic
def create_place(
    community: Community, *, code: str, kind: str, name: str, acting_user: ActingUser | None
) -> Place:
    """A place without a boundary, under the parent that its code names.

    Places that stood at the top for want of it come below it.  Raises TerritoryRefusedError:
    `unknown_kind`, `code_…`, `name_…`, `duplicate_code`, `retired_code`, `unknown_parent`,
    `retired_parent`, `parent_kind`.
    """
    system = get_code_system(community)
    label = PlaceName(code, name)
    try:
        validate_code(system, code, kind)
    except CodeError as error:
        _refuse(error.code, label, detail=error.detail)
    territory = lock_territory(community, acting_user)
    rows = _list_around(community, code)
    before = read_states(rows)
    if code in before and not before[code].retired:
        _refuse("duplicate_code", label, detail=before[code].name)
    above = parent_code(system, code)
    parent = above if above in before else None
    feature = Feature(None, code, kind, _clean_name(name, label), parent, None)
    plan, problems = plan_changes(system, before, [feature])
    if problems:
        raise TerritoryRefusedError(problems)
    write_plan(community, plan, rows)
    renew_revision(territory)
    return Place.objects.get(community=community, code=code)


@transaction.atomic
def rename_place(place: Place, *, name: str, acting_user: ActingUser | None) -> Place:
    """The place under its new name.  Raises TerritoryRefusedError `name_…`."""
    territory = lock_territory(place.community, acting_user)
    place.name = _clean_name(name, PlaceName(place.code, place.name))
    place.save(update_fields=["name"])
    renew_revision(territory)
    return place


@transaction.atomic
def retire_place(place: Place, *, on: date | None = None, acting_user: ActingUser | None) -> Place:
    """Takes the place out of use for good, from `on`, or from today where it lies.

    Raises TerritoryRefusedError `live_children`, `already_retired`, `retired_in_future`.
    """
    territory = lock_territory(place.community, acting_user)
    place.refresh_from_db(fields=["retired_on"])
    today = timezone.localdate(timezone=ZoneInfo(place.community.time_zone))
    label = PlaceName(place.code, place.name)
    if place.retired_on:
        _refuse("already_retired", label, detail=place.retired_on.isoformat())
    if on and on > today:
        _refuse("retired_in_future", label, detail=on.isoformat())
    if children := list_children(place).defer("boundary")[:MAX_NAMED]:
        _refuse("live_children", label, *(PlaceName(child.code, child.name) for child in children))
    place.retired_on = on or today
    place.save(update_fields=["retired_on"])
    renew_revision(territory)
    return place


def _list_around(community: Community, code: str) -> list[Place]:
    """All that a new place of that code has to do with: those above, itself, orphans below."""
    above_and_self = Q(code__in=list_codes_above(community, code))
    orphans_below = below(code, community, field="code") & Q(parent=None)
    return list(Place.objects.filter(above_and_self | orphans_below, community=community))


def _clean_name(name: str, label: PlaceName) -> str:
    try:
        return clean_name(name)
    except NameRefusedError as error:
        _refuse(error.code, label, detail=error.detail)


def _refuse(code: str, label: PlaceName, *others: PlaceName, detail: str = "") -> NoReturn:
    raise TerritoryRefusedError([Problem(code, place=label, others=others, detail=detail)])
