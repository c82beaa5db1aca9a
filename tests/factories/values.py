"""Answers that the fields of a step take."""

from collections.abc import Iterable
from typing import Any

from linli.apps.cases.procedure.fields import RIGHT_CATEGORY
from linli.core.matters.acting import (
    ActingUser,
    acting_anonymously,
)
from linli.core.matters.definition import Field, FieldType
from linli.core.matters.registry import get_options
from linli.core.matters.services import Outcome, open_matter
from linli.ground.parties.enums import DutyKind
from tests.factories.scenes import SERVES, Scene


def make_values(scene: Scene, fields: Iterable[Field]) -> dict[str, Any]:
    """Answers that every field takes; what may be left out is, but for the grid."""
    return {
        field.name: _value(scene, field)
        for field in fields
        if field.required or field.options == "grids"
    }


def _value(scene: Scene, field: Field) -> str:
    match field.type:
        case FieldType.CHOICE:
            return field.choices[0].code
        case FieldType.OPTION if field.options == "organisations":
            return SERVES[DutyKind.HANDLER]
        case FieldType.OPTION:
            # Right is any but the one that every other step gives.
            place = -1 if field == RIGHT_CATEGORY else 0
            return get_options(field.options)(scene.community)[place].code
        case FieldType.COORDINATES:
            return "31.205, 121.405"
        case FieldType.MATTER:
            return report_case(scene).matter.number
        case _:
            return f"Words about {field.name}"


def report_case(
    scene: Scene, *, reporter: ActingUser | None = None, key: str = "", **values: Any
) -> Outcome:
    """A new case in the first grid, by somebody without an account, who left a number, unless
    another reports."""
    given = {"category": "roads.lamp", "words": "The lamp is out", "place": scene.places.grid.code}
    if reporter is None:
        given["contact_phone"] = "+8613900000001"
    return open_matter(
        "case",
        acting_user=reporter or acting_anonymously(scene.community),
        values=given | values,
        idempotency_key=key,
    )
