"""GCJ-02 by the published formula, in the very script that pages load."""

import json
import subprocess
from pathlib import Path

import pytest

from script._lib import node_packages

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "linli" / "site" / "frontend" / "map" / "datum.ts"
# Known pairs of the formula as it was published: WGS 84, then GCJ-02, longitude first.
PAIRS = [
    ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
    ((121.4737, 31.2304), (121.47823, 31.22846)),
]
# The middle of cities, and a corner of the box.
POINTS = [
    (116.404, 39.915),
    (121.4737, 31.2304),
    (87.6177, 43.7928),
    (113.9213, 22.5405),
    (72.0041, 0.83),
]
ABROAD = [(13.4, 52.5), (-122.4, 37.8), (151.2, -33.9), (72.0, 30.0)]


@pytest.fixture(scope="module")
def call(tmp_path_factory):
    """Calls a function of the script with each of the points."""
    esbuild = node_packages.NODE_MODULES / "esbuild" / "bin" / "esbuild"
    if not esbuild.exists():
        pytest.skip("needs the front-end packages that script/setup installs")
    built = tmp_path_factory.mktemp("datum") / "datum.mjs"
    env = node_packages.environment()
    subprocess.run(
        [esbuild, SOURCE, "--format=esm", f"--outfile={built}", "--log-level=error"],
        env=env,
        check=True,
    )

    def call(name: str, points: list) -> list:
        program = (
            f'import * as datum from "{built.as_uri()}";'
            f"console.log(JSON.stringify({json.dumps(points)}.map(datum.{name})))"
        )
        command = ["node", "--input-type=module", "-e", program]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return call


def test_known_points_are_moved_as_published(call):
    moved = call("toGcj02", [pair[0] for pair in PAIRS])
    for (longitude, latitude), (_, expected) in zip(moved, PAIRS, strict=True):
        digits = 9 if len(str(expected[0])) > 12 else 4
        assert abs(longitude - expected[0]) < 10**-digits
        assert abs(latitude - expected[1]) < 10**-digits


def test_inverse_finds_each_point_to_a_millimetre(call):
    back = call("fromGcj02", call("toGcj02", POINTS))
    for (longitude, latitude), point in zip(back, POINTS, strict=True):
        assert abs(longitude - point[0]) < 1e-8
        assert abs(latitude - point[1]) < 1e-8


def test_points_move_by_hundreds_of_metres_and_no_more(call):
    for (longitude, latitude), point in zip(call("toGcj02", POINTS[:4]), POINTS, strict=False):
        assert 0.001 < max(abs(longitude - point[0]), abs(latitude - point[1])) < 0.01


def test_points_abroad_stay(call):
    assert call("toGcj02", ABROAD) == [list(point) for point in ABROAD]
    assert call("fromGcj02", ABROAD) == [list(point) for point in ABROAD]
