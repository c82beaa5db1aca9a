"""Taking a map file over as the community's basemap."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from linli.ground.communities.models import Community
from linli.ground.places.basemap.building import Progress, build_basemap
from linli.ground.places.basemap.openstreetmap.elements import STEPS_PER_DEGREE, Box
from linli.ground.places.errors import ForeignUserError
from linli.ground.places.policies import ActingUser, may_change_territory
from linli.ground.places.selectors.basemap import get_basemap_path
from linli.ground.places.selectors.outlines import find_extent
from linli.ground.places.services.facilities import FacilityChanges, replace_facilities
from linli.ground.places.services.territory import lock_territory

MARGIN = STEPS_PER_DEGREE // 50
"""What the map shows around the territory: 0.02 degrees, about two kilometres."""


@dataclass(frozen=True, slots=True)
class BasemapImport:
    """What an import made; `meets_territory` is False where the file shows another area."""

    tiles: int
    size: int
    incomplete: int
    meets_territory: bool
    facilities: FacilityChanges


def import_basemap(
    community: Community,
    file: Path,
    *,
    acting_user: ActingUser | None,
    on_progress: Progress = lambda _done: None,
) -> BasemapImport:
    """Makes basemap and facilities those of an OpenStreetMap file, XML or PBF.

    All or nothing: the new archive takes the old one's place in one move, after everything has
    been read and written.  The same file again changes nothing.  Raises MapFileError, OSError,
    ForeignUserError.
    """
    if not may_change_territory(acting_user, community):
        raise ForeignUserError(community.slug)  # before the long work; the lock asks again
    path = get_basemap_path(community)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _draft(path) as (draft, out):
        built = build_basemap(
            file,
            out,
            territory=_widen(find_extent(community)),
            language=community.language,
            on_progress=on_progress,
        )
        out.flush()
        os.fsync(out.fileno())
        with transaction.atomic():
            lock_territory(community, acting_user)
            changes = replace_facilities(community, built.facilities)
            draft.replace(path)
    return BasemapImport(
        built.header.addressed,
        path.stat().st_size,
        built.incomplete,
        built.meets_territory,
        changes,
    )


@contextmanager
def _draft(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A file beside the path, gone again unless it was moved there."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("wb") as out:
            yield draft, out
    finally:
        draft.unlink(missing_ok=True)


def _widen(extent: Box | None) -> Box | None:
    if extent is None:
        return None
    return Box(
        extent.west - MARGIN, extent.south - MARGIN, extent.east + MARGIN, extent.north + MARGIN
    )
