"""Finding the grid at a point, from memory that is proved current."""

import uuid
from dataclasses import dataclass
from typing import Any

from linli.ground.communities.models import Community
from linli.ground.places.boundaries.lattice import Boundary, from_geojson
from linli.ground.places.errors import PositionError
from linli.ground.places.index import GridIndex, build_index
from linli.ground.places.models import Place, Territory
from linli.ground.places.selectors.tree import list_grids

MAX_HELD = 64


# Columns of a grid that are held in memory; the boundary is read when somebody asks for it.
FIELDS = ["id", "community_id", "code", "kind", "name", "parent_id", "retired_on"]


@dataclass(frozen=True, slots=True)
class _HeldGrids:
    """The grids in use at one revision of the territory; `rows` are values of FIELDS by code."""

    revision: uuid.UUID | None
    index: GridIndex
    rows: dict[str, tuple[Any, ...]]


# By community, in each process.  Entries are only ever replaced whole, so threads may share it.
_held: dict[uuid.UUID, _HeldGrids] = {}


def find_grid(community: Community, latitude: float, longitude: float) -> Place | None:
    """The grid in use at a point, WGS 84 degrees; on a border the one with the smallest code.

    None outside all grids, and in slivers that an import lets pass.  One query, for the revision
    of the territory: while it stays, grids are answered from memory, and a change made in any
    process shows at once.  Raises PositionError when the coordinates lie nowhere on Earth.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - whole degrees
        raise PositionError(f"{latitude}, {longitude}")
    grids = _get_grids(community)
    code = grids.index.find(latitude, longitude)
    if code is None:
        return None
    grid = Place.from_db(Place.objects.db, FIELDS, grids.rows[code])
    grid.community = community
    return grid


def get_grid_index(community: Community) -> GridIndex:
    """The index over the grids in use, current when returned: for looking up many points."""
    return _get_grids(community).index


def _get_grids(community: Community) -> _HeldGrids:
    """Not held for a community whose places never came through the services: nothing would tell
    when they grow stale."""
    # Read before the grids: a change in between makes what is held look old, never new.
    revision = (
        Territory.objects.filter(community=community).values_list("revision", flat=True).first()
    )
    held = _held.get(community.pk)
    if held is not None and held.revision == revision:
        return held
    fresh = _load_grids(community, revision)
    if revision is not None:
        while len(_held) >= MAX_HELD and community.pk not in _held:
            _held.pop(next(iter(_held)), None)
        _held[community.pk] = fresh
    return fresh


def _load_grids(community: Community, revision: uuid.UUID | None) -> _HeldGrids:
    rows: dict[str, tuple[Any, ...]] = {}
    boundaries: dict[str, Boundary] = {}
    grids = list_grids(community).filter(boundary__isnull=False)
    for *row, boundary in grids.values_list(*FIELDS, "boundary").iterator():
        code = row[FIELDS.index("code")]
        rows[code] = tuple(row)
        boundaries[code] = from_geojson(boundary)
    return _HeldGrids(revision, build_index(boundaries), rows)
