"""Time to find the grid of a point, against shapely's tree and test in the same run.

    .venv/bin/python benchmarks/places.py [--columns 100] [--rows 50] [--points 20000]

Prints one JSON object: microseconds per look-up (median and 99th percentile, the clock's own cost
taken off), and how many times longer shapely's STRtree query with prepared polygons takes.  Fails
when the two disagree on any point.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "src")]

import shapely

from linli.ground.places.boundaries.lattice import (
    STEPS_PER_DEGREE,
    Boundary,
    normalise_boundary,
    to_shape,
)
from linli.ground.places.index import build_index
from tests.ground.places.tilings import ORIGIN, SIDE, tile_rings

Place = tuple[float, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--columns", type=int, default=100)
    parser.add_argument("--rows", type=int, default=50)
    parser.add_argument("--points", type=int, default=20_000)
    given = parser.parse_args()
    grids = make_grids(given.columns, given.rows)
    places = make_places(given.columns, given.rows, given.points)
    began = time.perf_counter()
    index = build_index(grids)
    built = time.perf_counter() - began
    theirs = make_shapely_finder(grids)
    if [index.find(*place) for place in places] != [theirs(*place) for place in places]:
        raise SystemExit("index and shapely disagree")
    ours_us, theirs_us = measure(index.find, places), measure(theirs, places)
    report = {
        "grids": len(grids),
        "corners": sum(len(boundary.polygons[0][0]) - 1 for boundary in grids.values()),
        "build_s": round(built, 3),
        "find_p50_us": round(statistics.median(ours_us), 2),
        "find_p99_us": round(statistics.quantiles(ours_us, n=100)[98], 2),
        "shapely_p50_us": round(statistics.median(theirs_us), 2),
        "shapely_times_ours": round(statistics.mean(theirs_us) / statistics.mean(ours_us), 1),
    }
    print(json.dumps(report))


def make_grids(columns: int, rows: int) -> dict[str, Boundary]:
    """Grids of 40 corners that tile a rectangle."""
    rings = tile_rings(columns, rows, bends=9)
    return {
        f"{column:04}{row:04}": normalise_boundary([(tuple(ring),)])
        for (column, row), ring in rings.items()
    }


def make_places(columns: int, rows: int, count: int) -> list[Place]:
    """Latitudes and longitudes over the tiling, in whole steps, so that both see one point."""
    chance = random.Random(5)
    return [
        (
            (ORIGIN[1] + chance.randrange(rows * SIDE)) / STEPS_PER_DEGREE,
            (ORIGIN[0] + chance.randrange(columns * SIDE)) / STEPS_PER_DEGREE,
        )
        for _ in range(count)
    ]


def make_shapely_finder(grids: dict[str, Boundary]) -> Callable[[float, float], str | None]:
    codes = sorted(grids)
    shapes = [to_shape(grids[code], ORIGIN) for code in codes]
    shapely.prepare(shapes)
    tree = shapely.STRtree(shapes)

    def find(latitude: float, longitude: float) -> str | None:
        x = round(longitude * STEPS_PER_DEGREE) - ORIGIN[0]
        y = round(latitude * STEPS_PER_DEGREE) - ORIGIN[1]
        point = shapely.Point(x, y)
        for number in sorted(tree.query(point).tolist()):
            if shapely.intersects(shapes[number], point):
                return codes[number]
        return None

    return find


def measure(find: Callable[[float, float], str | None], places: list[Place]) -> list[float]:
    """Microseconds of each call, after one round to warm up."""
    clock = time.perf_counter_ns
    idle = statistics.median(-(clock() - clock()) for _ in range(10_000))
    taken = []
    for _ in range(2):
        taken.clear()
        for latitude, longitude in places:
            began = clock()
            find(latitude, longitude)
            taken.append((clock() - began - idle) / 1000)
    return taken


if __name__ == "__main__":
    main()
