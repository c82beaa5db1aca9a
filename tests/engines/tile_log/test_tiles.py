import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tile_log import FormatError, Tile, parse_tile_path
from linli.engines.tile_log.tiles import (
    ENTRIES,
    decode_bundle,
    decode_tile,
    encode_bundle,
    find_tile,
    list_partial_tiles,
)

TILES = st.builds(
    Tile, st.integers(ENTRIES, 63), st.integers(0, (1 << 55) - 1), st.integers(1, 256)
)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(ENTRIES, 273, 112), "tile/entries/273.p/112"),
        (Tile(1, 1000, 17), "tile/1/x001/000.p/17"),
        (Tile(63, 0, 1), "tile/63/000.p/1"),
    ],
)
def test_path_is_that_of_the_specification(tile, path):
    assert tile.path == path
    assert parse_tile_path(path) == tile


@given(TILES)
def test_path_leads_back_to_its_tile(tile):
    assert parse_tile_path(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/8/0/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/001/001",
        "tile/0/x001/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/００0",
        "tile/0/../000",
        "tile/0/" + "x999/" * 6 + "999",
        "tile/0/" + "x123/" * 1500 + "001",
    ],
)
def test_path_spelled_another_way_is_refused(path):
    with pytest.raises(FormatError) as refused:
        parse_tile_path(path)
    assert refused.value.code == "tile-path"


def test_partial_tiles_of_the_specifications_example():
    assert list(list_partial_tiles(70_000)) == [
        Tile(ENTRIES, 273, 112),
        Tile(0, 273, 112),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert list(list_partial_tiles(256)) == [Tile(1, 0, 1)]
    assert list(list_partial_tiles(0)) == []


@given(st.integers(1, 1 << 62))
def test_partial_tiles_are_the_last_ones_of_their_levels(size):
    for tile in list_partial_tiles(size):
        assert find_tile(tile.level, tile.index, size) == tile
        assert tile.end <= size
        with pytest.raises(FormatError):
            find_tile(tile.level, tile.index + 1, size)


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=30))
def test_bundle_gives_its_entries_back(entries):
    tile = Tile(ENTRIES, 0, len(entries))
    assert decode_bundle(encode_bundle(entries), tile) == entries


def test_bundle_is_encoded_as_the_specification_has_it():
    assert encode_bundle([b"one", b"", b"\x00" * 256]) == (
        b"\x00\x03one" + b"\x00\x00" + b"\x01\x00" + b"\x00" * 256
    )


def test_bundle_takes_entries_up_to_the_limit_and_no_longer_ones():
    largest = b"x" * 65_535
    assert decode_bundle(encode_bundle([largest]), Tile(ENTRIES, 0, 1)) == [largest]
    with pytest.raises(FormatError) as refused:
        encode_bundle([b"", largest + b"x"])
    assert refused.value.code == "entry-long"


@given(st.lists(st.binary(max_size=9), min_size=2, max_size=6), st.integers(-3, 3))
def test_bundle_of_another_width_or_length_is_refused(entries, change):
    data = encode_bundle(entries)
    if change:
        wrong = data[:change] if change < 0 else data + b"\x00" * change
        with pytest.raises(FormatError):
            decode_bundle(wrong, Tile(ENTRIES, 0, len(entries)))
    for width in (len(entries) - 1, len(entries) + 1):
        with pytest.raises(FormatError):
            decode_bundle(data, Tile(ENTRIES, 0, width))


@pytest.mark.parametrize("length", [0, 31, 33, 64, 8192])
def test_tile_of_another_length_is_refused(length):
    with pytest.raises(FormatError) as refused:
        decode_tile(bytes(length), Tile(0, 0, 1))
    assert refused.value.code == "tile-length"
