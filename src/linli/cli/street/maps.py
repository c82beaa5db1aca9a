"""The ground as files that the product's own imports read: GeoJSON of places, a map of houses."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from linli.cli.street.ground import MILLIONTHS, STREET_CODE, Corner, Ground, Ring


def draw_places(ground: Ground, *, name: str) -> dict[str, Any]:
    """The places as GeoJSON, each with its boundary."""
    places: list[tuple[str, str, str, str | None, Ring]] = [
        (STREET_CODE, "street", name, None, ground.ring)
    ]
    for each in ground.neighbourhoods:
        places.append((each.code, "neighbourhood", each.name, STREET_CODE, each.ring))
        places += [(grid.code, "grid", grid.name, each.code, grid.ring) for grid in each.grids]
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": code, "kind": kind, "name": called, "parent": parent},
                "geometry": {"type": "Polygon", "coordinates": [_closed(ring)]},
            }
            for code, kind, called, parent, ring in places
        ],
    }


def draw_map(ground: Ground) -> str:
    """Roads, houses, the river and a green strip in the XML of OpenStreetMap."""
    drawing = _Drawing()
    for road in ground.roads:
        kind = "secondary" if road.is_wide else "residential"
        drawing.add(road.line, {"highway": kind, "name": road.name})
    for grid in ground.grids:
        for building in grid.buildings:
            drawing.add(building.ring, {"building": "apartments", "name": building.name}, area=True)
    shore = ground.roads[0].line
    drawing.add(
        _strip(shore, -300, -2600),
        {"natural": "water", "water": "river", "name": "望江"},
        area=True,
    )
    drawing.add(_strip(shore, -60, -280), {"leisure": "park", "name": "江堤公园"}, area=True)
    return drawing.write()


def _closed(ring: Ring) -> list[list[float]]:
    return [[east / MILLIONTHS, north / MILLIONTHS] for east, north in (*ring, ring[0])]


def _strip(line: Ring, near: int, far: int) -> Ring:
    """A band beside a line, from `near` to `far` millionths north of it."""
    return (
        *((east, north + near) for east, north in line),
        *((east, north + far) for east, north in reversed(line)),
    )


class _Drawing:
    """Nodes shared by all ways that pass them."""

    def __init__(self) -> None:
        self._nodes: dict[Corner, int] = {}
        self._ways: list[tuple[list[int], dict[str, str]]] = []

    def add(self, line: Ring, tags: dict[str, str], *, area: bool = False) -> None:
        """A way along the points, back to the first of them for an area."""
        points = (*line, line[0]) if area else line
        refs = [self._nodes.setdefault(point, len(self._nodes) + 1) for point in points]
        self._ways.append((refs, tags))

    def write(self) -> str:
        return "\n".join(
            [
                '<?xml version="1.0" encoding="UTF-8"?>',
                '<osm version="0.6" generator="linli">',
                *self._lines(),
                "</osm>",
            ]
        )

    def _lines(self) -> Iterator[str]:
        for (east, north), number in self._nodes.items():
            yield f'<node id="{number}" lon="{east / MILLIONTHS:.6f}" lat="{north / MILLIONTHS:.6f}"/>'
        for number, (refs, tags) in enumerate(self._ways, start=1):
            yield f'<way id="{number}">'
            yield from (f'<nd ref="{ref}"/>' for ref in refs)
            yield from (f"<tag k={quoteattr(key)} v={quoteattr(tags[key])}/>" for key in tags)
            yield "</way>"
