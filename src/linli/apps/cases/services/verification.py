"""How near its spot a case was looked at; where somebody stood is not kept."""

from math import cos, hypot, radians

from linli.apps.cases.models import Case
from linli.core.matters.context import StepContext
from linli.core.matters.inputs import MICRODEGREES, Coordinates
from linli.core.matters.models import Matter
from linli.ground.places.selectors import find_grid

EARTH_METRES = 6_371_000
AT_SPOT, NEAR = 100, 500
FIELD = "here"


def look_at(context: StepContext) -> None:
    """Adds to the record how near it was, where the phone said so."""
    here = context.values.values.get(FIELD)
    if here is not None:
        context.facts["nearness"] = _nearness(context.matter, here)


def _nearness(matter: Matter, here: Coordinates) -> str:
    case = Case.objects.filter(pk=matter.pk).first()
    if case is not None and case.latitude is not None and case.longitude is not None:
        away = _metres(here, Coordinates(case.latitude, case.longitude))
        if away <= NEAR:
            return "spot" if away <= AT_SPOT else "near"
    grid = find_grid(matter.community, here.latitude / MICRODEGREES, here.longitude / MICRODEGREES)
    return "grid" if grid is not None and grid.pk == matter.place_id else "away"


def _metres(one: Coordinates, other: Coordinates) -> float:
    """As the crow flies on a sphere; right to a few per mille within a city."""
    north = radians((one.latitude - other.latitude) / MICRODEGREES)
    middle = radians((one.latitude + other.latitude) / (2 * MICRODEGREES))
    east = radians((one.longitude - other.longitude) / MICRODEGREES) * cos(middle)
    return EARTH_METRES * hypot(north, east)
