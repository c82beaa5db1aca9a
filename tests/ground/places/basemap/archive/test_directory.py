"""Directories come back as they were written, and find what they hold."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.places.basemap.archive.directory import (
    Entry,
    decode_directory,
    encode_directory,
    find_entry,
)
from linli.ground.places.basemap.errors import MapFileError


@st.composite
def directories(draw) -> list[Entry]:
    number, entries = 0, []
    for _ in range(draw(st.integers(0, 40))):
        number += draw(st.integers(0, 2**40))
        run = draw(st.integers(1, 9))
        offset, length = draw(st.integers(0, 2**40)), draw(st.integers(1, 2**20))
        if entries and draw(st.booleans()):
            offset = entries[-1].offset + entries[-1].length
        entries.append(Entry(number, offset, length, run))
        number += run
    return entries


@given(directories())
def test_entries_come_back(entries):
    assert decode_directory(encode_directory(entries)) == entries


@given(directories(), st.data())
def test_every_tile_of_a_run_is_found_and_none_beside(entries, data):
    for entry in entries:
        assert find_entry(entries, entry.number) == entry
        assert find_entry(entries, entry.number + entry.run - 1) == entry
    number = data.draw(st.integers(0, 2**46))
    holding = [each for each in entries if each.number <= number < each.number + each.run]
    assert find_entry(entries, number) == (holding[0] if holding else None)


def test_entry_that_leads_on_holds_everything_up_to_the_next():
    entries = [Entry(5, 0, 10, run=0), Entry(90, 10, 10, run=0)]
    assert find_entry(entries, 4) is None
    assert find_entry(entries, 89) == entries[0]
    assert find_entry(entries, 10**9) == entries[1]


def test_columns_lie_as_the_specification_says():
    written = encode_directory([Entry(5, 0, 10), Entry(7, 10, 3, run=2), Entry(300, 0, 10)])
    # Count, steps (5, 2, 293), runs, lengths, offsets plus one with 0 for "right after".
    expected = bytes([3, 5, 2, 0xA5, 0x02, 1, 2, 1, 10, 3, 10, 1, 0, 1])
    assert gzip.decompress(written) == expected


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"no gzip",
        gzip.compress(b"", mtime=0),
        gzip.compress(b"\x01\x05\x01\x01", mtime=0),
        gzip.compress(b"\x01\x05\x01\x01\x00", mtime=0),
        gzip.compress(b"\xff\xff\xff\x7f", mtime=0),
        encode_directory([Entry(1, 0, 1)])[:-9],
    ],
)
def test_damaged_directory_is_refused(damaged):
    with pytest.raises(MapFileError) as caught:
        decode_directory(damaged)
    assert caught.value.code == "archive"
