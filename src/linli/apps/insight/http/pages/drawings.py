"""Small drawings in whole numbers: weeks as bars, grids as areas.  What they show stands beside them
in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

from linli.ground.communities.models import Community
from linli.ground.places.selectors import Outline, find_extent, get_code_system, get_outlines

BAR, GAP, HEIGHT = 6, 2, 40
MOST_WEEKS = 26
WIDTH = 640
STEPS = 3
TENTHS_OF_MICRODEGREES = 10_000_000


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing's size, and each bar as x, y, height."""

    width: int
    bars: tuple[tuple[int, int, int], ...]
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Area:
    """A grid as a path; `level` 0 where nobody reported, to 3 where most did."""

    path: str
    level: int
    name: str


@dataclass(frozen=True, slots=True)
class Areas:
    """A drawing's size, and the grids in it."""

    width: int
    height: int
    areas: tuple[Area, ...]


def draw_weeks(numbers: Sequence[int]) -> Bars:
    """The last half year; the highest week fills the height."""
    last = list(numbers[-MOST_WEEKS:])
    most = max(last, default=0) or 1
    bars = []
    for at, number in enumerate(last):
        height = max(1, round(HEIGHT * number / most)) if number else 0
        bars.append((at * (BAR + GAP), HEIGHT - height, height))
    return Bars(max(1, len(last) * (BAR + GAP) - GAP), tuple(bars))


def draw_grids(community: Community, numbers: Mapping[str, int]) -> Areas | None:
    """The community's grids with how many reported in each; None without boundaries."""
    extent = find_extent(community)
    if extent is None:
        return None
    middle = (extent.south + extent.north) / 2 / TENTHS_OF_MICRODEGREES
    scale = WIDTH / ((extent.east - extent.west) * cos(radians(middle)) or 1)
    shrink = cos(radians(middle))
    innermost, most = get_code_system(community).grid, max(numbers.values(), default=0) or 1

    def place(longitude: float, latitude: float) -> str:
        x = (longitude * TENTHS_OF_MICRODEGREES - extent.west) * shrink * scale
        y = (extent.north - latitude * TENTHS_OF_MICRODEGREES) * scale
        return f"{round(x)} {round(y)}"

    areas = tuple(
        Area(
            "".join(f"M{'L'.join(place(*point[:2]) for point in ring)}Z" for ring in _rings(each)),
            -(-STEPS * numbers.get(each.code, 0) // most),
            each.name,
        )
        for each in get_outlines(community).by_code.values()
        if each.kind == innermost and not each.is_retired
    )
    return Areas(WIDTH, round((extent.north - extent.south) * scale), areas)


def _rings(outline: Outline) -> list[list[list[float]]]:
    shape = outline.boundary
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return [ring for polygon in polygons for ring in polygon]
