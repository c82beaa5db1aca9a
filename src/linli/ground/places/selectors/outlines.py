"""Outlines of places, and one point in each that stands for all of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linli.ground.communities.models import Community
from linli.ground.places.basemap.openstreetmap.elements import Box
from linli.ground.places.boundaries.lattice import STEPS_PER_DEGREE, from_geojson, to_shape
from linli.ground.places.models import Place, Territory
from linli.ground.places.selectors.tree import get_code_system

MAX_HELD = 64
MICRODEGREE = STEPS_PER_DEGREE // 1_000_000


@dataclass(frozen=True, slots=True)
class Outline:
    """A place with its boundary; the point inside is in millionths of a degree."""

    id: uuid.UUID
    code: str
    kind: str
    name: str
    latitude: int
    longitude: int
    box: Box
    is_retired: bool
    boundary: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outlines:
    """All places of a community that have boundaries, by code, buildings left out."""

    revision: uuid.UUID | None
    by_code: Mapping[str, Outline]


# By community, in each process.  Entries are only ever replaced whole, so threads may share it.
_held: dict[uuid.UUID, Outlines] = {}


def get_outlines(community: Community) -> Outlines:
    """One query, for the revision of the territory; while it stays, answered from memory."""
    revision = (
        Territory.objects.filter(community=community).values_list("revision", flat=True).first()
    )
    held = _held.get(community.pk)
    if held is not None and held.revision == revision:
        return held
    fresh = Outlines(revision, _load(community))
    if revision is not None:
        while len(_held) >= MAX_HELD and community.pk not in _held:
            _held.pop(next(iter(_held)), None)
        _held[community.pk] = fresh
    return fresh


def find_extent(community: Community) -> Box | None:
    """The box around all boundaries in use, in steps of 1e-7 degree; None where there are none."""
    boxes = [each.box for each in get_outlines(community).by_code.values() if not each.is_retired]
    if not boxes:
        return None
    extent = boxes[0]
    for box in boxes[1:]:
        extent = extent.join(box)
    return extent


def _load(community: Community) -> dict[str, Outline]:
    """Down to the grid: what lies below is a home, and no map shows one."""
    grid = get_code_system(community).grid
    rows = Place.objects.filter(community=community, boundary__isnull=False).exclude(
        parent__kind=grid
    )
    return {row.code: _outline(row) for row in rows.order_by("code").iterator()}


def _outline(place: Place) -> Outline:
    boundary: Mapping[str, Any] = place.boundary or {}
    shape = to_shape(from_geojson(boundary))
    inside = shape.representative_point()
    west, south, east, north = (round(side) for side in shape.bounds)
    return Outline(
        id=place.pk,
        code=place.code,
        kind=place.kind,
        name=place.name,
        latitude=round(inside.y / MICRODEGREE),
        longitude=round(inside.x / MICRODEGREE),
        box=Box(west, south, east, north),
        is_retired=place.retired_on is not None,
        boundary=boundary,
    )
