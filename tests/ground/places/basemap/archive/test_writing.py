"""Archives give back what was put in, in a file that others can read too."""

import gzip
import io
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.places.basemap.archive.header import LENGTH, ROOT_LIMIT, decode_header
from linli.ground.places.basemap.archive.reader import open_archive
from linli.ground.places.basemap.archive.writer import write_archive
from linli.ground.places.basemap.errors import MapFileError
from tests.vector_tiles import read_metadata

BOX = (121.4, 31.2, 121.41, 31.21)
TILE, OTHER = gzip.compress(b"one", mtime=0), gzip.compress(b"two", mtime=0)


def write(tiles) -> bytes:
    file = io.BytesIO()
    write_archive(file, tiles, metadata={"attribution": "me"}, box=BOX, zooms=(0, 16))
    return file.getvalue()


def open_written(folder: Path, tiles):
    path = folder / "map.pmtiles"
    path.write_bytes(write(tiles))
    return open_archive(path)


addresses = st.integers(0, 16).flatmap(
    lambda zoom: st.tuples(st.just(zoom), st.integers(0, 2**zoom - 1), st.integers(0, 2**zoom - 1))
)


@given(st.dictionaries(addresses, st.binary(min_size=1, max_size=4), max_size=60))
def test_tiles_come_back(tmp_path_factory, tiles):
    archive = open_written(tmp_path_factory.mktemp("archive"), tiles.items())
    assert {address: archive.get_tile(*address) for address in tiles} == tiles
    header = archive.header
    assert (header.addressed, header.contents) == (len(tiles), len(set(tiles.values())))
    assert header.entries <= header.addressed


def test_equal_tiles_lie_once_and_neighbours_share_an_entry(tmp_path):
    tiles = [((1, 0, 0), TILE), ((1, 0, 1), TILE), ((1, 1, 1), OTHER), ((1, 1, 0), TILE)]
    header = open_written(tmp_path, tiles).header
    assert (header.addressed, header.entries, header.contents) == (4, 3, 2)
    assert header.data_length == len(TILE) + len(OTHER)


def test_order_of_the_tiles_makes_no_difference():
    tiles = [((1, 0, 0), TILE), ((3, 4, 5), OTHER), ((1, 1, 1), OTHER)]
    assert write(tiles) == write(reversed(tiles))


def test_header_is_as_the_specification_lays_it_out():
    data = write([((1, 0, 0), TILE)])
    assert data[:8] == b"PMTiles\x03"
    assert int.from_bytes(data[8:16], "little") == LENGTH
    # Clustered, gzip inside, gzip tiles, vector tiles, zooms, then the box west first.
    assert data[96:102] == bytes([1, 2, 2, 1, 0, 16])
    box = [int.from_bytes(data[at : at + 4], "little", signed=True) for at in range(102, 118, 4)]
    assert box == [1214000000, 312000000, 1214100000, 312100000]
    assert decode_header(data).box == BOX


def test_large_archive_has_further_directories(tmp_path):
    # Lengths without a pattern, or the root packs small enough to hold them all.
    lengths = random.Random(1)
    tiles = {
        (10, x, y): b"%d,%d" % (x, y) + bytes(lengths.randrange(2000))
        for x in range(0, 200, 2)
        for y in range(200)
    }
    archive = open_written(tmp_path, tiles.items())
    assert archive.header.leaves_length > 0
    assert archive.header.root_offset + archive.header.root_length <= ROOT_LIMIT
    some = list(tiles)[::97]
    assert [archive.get_tile(*address) for address in some] == [tiles[each] for each in some]
    assert archive.get_tile(10, 1, 1) is None


def test_tiles_that_are_not_there_are_none(tmp_path):
    archive = open_written(tmp_path, [((1, 0, 0), TILE)])
    found = [
        archive.get_tile(*each)
        for each in ((1, 1, 1), (0, 0, 0), (1, -1, 0), (1, 2, 0), (17, 0, 0))
    ]
    assert found == [None] * 5


def test_metadata_comes_back_and_another_content_has_another_version(tmp_path):
    first = open_written(tmp_path, [((1, 0, 0), TILE)])
    assert read_metadata(first) == {"attribution": "me"}
    again = open_written(tmp_path, [((1, 0, 0), TILE)])
    other = open_written(tmp_path, [((1, 0, 0), OTHER)])
    assert (first.version == again.version, first.version == other.version) == (True, False)


@pytest.mark.parametrize("data", [b"", b"PMTiles\x02" + bytes(200), write([])[:100], b"x" * 300])
def test_what_is_no_archive_is_refused(tmp_path, data):
    path = tmp_path / "map.pmtiles"
    path.write_bytes(data)
    with pytest.raises(MapFileError):
        open_archive(path)


def test_archive_of_other_tiles_is_refused(tmp_path):
    data = bytearray(write([]))
    data[99] = 2  # pictures
    path = tmp_path / "map.pmtiles"
    path.write_bytes(data)
    with pytest.raises(MapFileError):
        open_archive(path)


def test_opened_archive_keeps_its_tiles_when_another_takes_its_place(tmp_path):
    first = open_written(tmp_path, [((1, 0, 0), TILE)])
    newer = tmp_path / "newer"
    newer.write_bytes(write([((1, 0, 0), OTHER), ((1, 1, 1), TILE)]))
    newer.replace(tmp_path / "map.pmtiles")
    assert (first.get_tile(1, 0, 0), first.get_tile(1, 1, 1)) == (TILE, None)
    assert open_archive(tmp_path / "map.pmtiles").get_tile(1, 0, 0) == OTHER
