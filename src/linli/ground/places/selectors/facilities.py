"""Facilities within a place."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from django.utils.translation import gettext

from linli.ground.places.boundaries.lattice import from_geojson, to_shape
from linli.ground.places.facilities import KINDS
from linli.ground.places.models import Facility, Place


@dataclass(frozen=True, slots=True)
class FacilityGroup:
    """Facilities of one kind, by name; `unnamed` are counted alone."""

    kind: str
    label: str
    names: tuple[str, ...]
    unnamed: int


def list_facilities(place: Place) -> list[FacilityGroup]:
    """What residents find within the boundary, kind by kind; one query, none without a boundary."""
    if not place.boundary:
        return []
    shape = to_shape(from_geojson(place.boundary))
    west, south, east, north = (round(side) for side in shape.bounds)
    near = list(
        Facility.objects.filter(
            community=place.community_id,
            latitude__range=(south, north),
            longitude__range=(west, east),
        ).order_by("name", "key")
    )
    if not near:
        return []
    points = shapely.points([(each.longitude, each.latitude) for each in near])
    inside = shapely.covers(shape, points).tolist()
    return _group([each for each, is_inside in zip(near, inside, strict=True) if is_inside])


def _group(facilities: Sequence[Facility]) -> list[FacilityGroup]:
    groups = []
    for kind in KINDS:
        found = [each.name for each in facilities if each.kind == kind.code]
        if found:
            names = tuple(dict.fromkeys(name for name in found if name))
            groups.append(FacilityGroup(kind.code, gettext(kind.label), names, found.count("")))
    return groups
