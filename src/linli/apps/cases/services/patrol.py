"""What a steward finds on a round: a case at once, solved on the spot where it was."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from linli.apps.cases.procedure import CASE
from linli.apps.cases.selectors.round import list_own_grids
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.inputs import MICRODEGREES, read_coordinates
from linli.core.matters.services import Outcome, open_matter, perform
from linli.core.records.enums import Channel
from linli.ground.communities.models import Community
from linli.ground.places.selectors import find_grid


@transaction.atomic
def report_finding(
    values: Mapping[str, Any],
    *,
    solved: str = "",
    acting_user: ActingUser,
    idempotency_key: str = "",
) -> Outcome:
    """A case that a steward found in one of his grids, which has no reporter; with `solved`, the
    words what was done about it, it goes on to be verified by somebody else of the office.  Both
    or neither.

    `place` is the grid that he chose; empty, the one in which `coordinates` lie, or his only one.
    A point outside the grid is left out: phones err by a street.

    Raises StepRefusedError (not_your_duty), InputRefusedError.
    """
    grids = [grid.code for grid in list_own_grids(acting_user)]
    if not grids:
        raise StepRefusedError("not_your_duty", CASE.opening.name)
    steward = acting_user.through(Channel.PATROL)
    outcome = open_matter(
        CASE.kind,
        acting_user=steward,
        values=_place(values, grids, acting_user.community),
        idempotency_key=idempotency_key,
    )
    if not solved:
        return outcome
    return perform(
        outcome.matter.pk,
        "solve",
        acting_user=steward,
        values={"result": solved},
        idempotency_key=f"{idempotency_key}-solve" if idempotency_key else "",
    )


def _place(
    values: Mapping[str, Any], grids: Collection[str], community: Community
) -> dict[str, Any]:
    """The values with a place, and with a point only where it lies in that place."""
    placed = {name: value for name, value in values.items() if name != "coordinates"}
    there = _find_grid(values.get("coordinates"), community)
    chosen = placed.get("place") or (there if there in grids else "")
    if not chosen and len(grids) == 1:
        chosen = next(iter(grids))
    if chosen not in grids:
        raise InputRefusedError({"place": "not_a_choice" if chosen else "required"})
    if there == chosen:
        placed["coordinates"] = values["coordinates"]
    return {**placed, "place": chosen}


def _find_grid(coordinates: object, community: Community) -> str:
    """The code of the grid in which the point lies; empty without a point, and outside of all."""
    if not coordinates:
        return ""
    try:
        spot = read_coordinates(coordinates)
    except ValueError as error:
        raise InputRefusedError({"coordinates": str(error)}) from error
    grid = find_grid(community, spot.latitude / MICRODEGREES, spot.longitude / MICRODEGREES)
    return grid.code if grid else ""
