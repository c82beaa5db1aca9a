"""Between rows and the values that plans are made of."""

from collections.abc import Iterable

from linli.ground.communities.models import Community
from linli.ground.places.boundaries.lattice import from_geojson, to_geojson
from linli.ground.places.models import Place
from linli.ground.places.plans import Plan
from linli.ground.places.states import PlaceState

BATCH = 500


def read_states(rows: Iterable[Place]) -> dict[str, PlaceState]:
    """The rows as plans see them, by code; parents are told by their key among `rows`."""
    listed = list(rows)
    codes = {row.pk: row.code for row in listed}
    return {
        row.code: PlaceState(
            code=row.code,
            kind=row.kind,
            name=row.name,
            parent=codes[row.parent_id] if row.parent_id else None,
            boundary=from_geojson(row.boundary) if row.boundary else None,
            retired=row.retired_on is not None,
        )
        for row in listed
    }


def write_plan(community: Community, plan: Plan, rows: Iterable[Place]) -> None:
    """Writes what the plan creates and changes; `rows` hold every place that it names."""
    places = {row.code: row for row in rows}
    for code in plan.created:
        places[code] = Place(community=community, code=code)
    for code in (*plan.created, *plan.changed):
        _set_fields(places[code], plan.after[code], places)
    Place.objects.bulk_create([places[code] for code in plan.created], batch_size=BATCH)
    Place.objects.bulk_update(
        [places[code] for code in plan.changed], ["name", "parent", "boundary"], batch_size=BATCH
    )


def _set_fields(place: Place, state: PlaceState, places: dict[str, Place]) -> None:
    place.kind = state.kind
    place.name = state.name
    place.parent = places[state.parent] if state.parent else None
    place.boundary = to_geojson(state.boundary) if state.boundary else None
