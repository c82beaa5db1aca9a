"""From a map file to the archive of a community's basemap."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from linli.ground.places.basemap.archive.header import Header
from linli.ground.places.basemap.archive.writer import write_archive
from linli.ground.places.basemap.cutting.tiles import Extent, cut_tiles
from linli.ground.places.basemap.errors import MapFileError
from linli.ground.places.basemap.layers import LAYERS, MAX_ZOOM, MIN_ZOOM
from linli.ground.places.basemap.openstreetmap.elements import STEPS_PER_DEGREE, Box
from linli.ground.places.basemap.openstreetmap.extract import Extract
from linli.ground.places.basemap.openstreetmap.file import read_map_file
from linli.ground.places.basemap.shapes import Drawing, FoundFacility

ATTRIBUTION = "© OpenStreetMap contributors"
FIELDS = {"kind": "String", "name": "String"}
Progress = Callable[[float], None]
"""Gets how much is done, from 0 to 1."""
READING, CUTTING = 0.6, 0.4
NEAR = STEPS_PER_DEGREE // 1000
"""About 100 m: closer than that, two of one kind and name are one, drawn twice."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a file: the archive's header, the facilities, how many elements were cut off by
    the edge of the file, and whether the file and the territory meet."""

    header: Header
    facilities: tuple[FoundFacility, ...]
    incomplete: int
    meets_territory: bool


def build_basemap(
    path: Path,
    out: BinaryIO,
    *,
    territory: Box | None,
    language: str,
    on_progress: Progress,
) -> Built:
    """Writes the archive of a map file to `out`.

    The map covers what file and territory share; where they share nothing, or the territory has no
    borders yet, all of the file.  Raises MapFileError, OSError.
    """
    extract = _read(path, on_progress)
    whole = extract.area()
    shared = territory.meet(whole) if territory else None
    area = shared or whole
    drawing = Drawing(extract, language=language)
    extent = Extent(*_degrees(area))
    tiles = cut_tiles(
        drawing.shapes,
        extent,
        lambda done, total: on_progress(READING + CUTTING * done / total),
    )
    header = write_archive(
        out, tiles, metadata=_describe(), box=_degrees(area), zooms=(MIN_ZOOM, MAX_ZOOM)
    )
    if not header.addressed:
        raise MapFileError("empty")
    inside = [each for each in drawing.facilities if _lies_in(each, area)]
    meets = territory is None or shared is not None
    return Built(header, drop_twins(inside), drawing.incomplete, meets)


def drop_twins(facilities: Iterable[FoundFacility]) -> tuple[FoundFacility, ...]:
    """One of each facility that is drawn as a point and as an area, by key; the area stays."""
    kept: list[FoundFacility] = []
    for facility in sorted(facilities, key=lambda each: each.key, reverse=True):
        if not any(_is_twin(facility, other) for other in kept):
            kept.append(facility)
    return tuple(reversed(kept))


def _is_twin(one: FoundFacility, other: FoundFacility) -> bool:
    return (
        bool(one.name)
        and (one.kind, one.name) == (other.kind, other.name)
        and abs(one.latitude - other.latitude) <= NEAR
        and abs(one.longitude - other.longitude) <= NEAR
    )


def _read(path: Path, on_progress: Progress) -> Extract:
    extract, size, done = Extract(), max(path.stat().st_size, 1), 0

    def count(read: int) -> None:
        nonlocal done
        done += read
        on_progress(READING * min(done / size, 1))

    read_map_file(path, extract, count)
    extract.finish()
    return extract


def _describe() -> dict[str, object]:
    """As programs that show such archives expect it."""
    layers = [
        {
            "id": layer,
            "fields": FIELDS | ({"rank": "Number"} if layer == "labels" else {}),
            "minzoom": MIN_ZOOM,
            "maxzoom": MAX_ZOOM,
        }
        for layer in LAYERS
    ]
    return {"attribution": ATTRIBUTION, "type": "baselayer", "vector_layers": layers}


def _degrees(box: Box) -> tuple[float, float, float, float]:
    west, south, east, north = (
        side / STEPS_PER_DEGREE for side in (box.west, box.south, box.east, box.north)
    )
    return west, south, east, north


def _lies_in(facility: FoundFacility, box: Box) -> bool:
    return (
        box.west <= facility.longitude <= box.east and box.south <= facility.latitude <= box.north
    )
