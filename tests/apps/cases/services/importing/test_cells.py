"""Cells: texts, times and coordinates as spreadsheets leave them."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.apps.cases.services.importing.cells import (
    CellError,
    clean_line,
    clean_text,
    read_coordinates,
    read_moment,
)
from linli.core.matters.inputs import Coordinates

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("各位领导好_x000D_\n\u3000\u3000我是小区的", "各位领导好\n\u3000\u3000我是小区的"),
        ("\t\t路灯坏了\t", "路灯坏了"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n\n \n b", "a\n\nb"),
        ("a_x0008_b_x001F_", "ab"),
        ("_x0041_ stays: no control character", "_x0041_ stays: no control character"),
        ("safe\u202etxt", "safetxt"),
        (" \n\t ", ""),
    ],
)
def test_text_is_freed_of_what_spreadsheets_leave(cell, text):
    assert clean_text(cell) == text


def test_line_has_no_break():
    assert clean_line(" one_x000D_\n two\tthree ") == "one two three"


@given(st.text(max_size=80))
def test_cleaned_text_holds_no_control_character_and_stays_as_it_is(cell):
    text = clean_text(cell)
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text) is None
    assert "\n\n\n" not in text
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("cell", "zone", "expected"),
    [
        ("04/02/2014 08:00:00 PM", NEW_YORK, datetime(2014, 4, 3, tzinfo=UTC)),
        ("12/03/2017 07:00:00 PM", NEW_YORK, datetime(2017, 12, 4, tzinfo=UTC)),
        ("2018/4/24", ZoneInfo("Asia/Shanghai"), datetime(2018, 4, 23, 16, tzinfo=UTC)),
        ("  2018/4/24 ", ZoneInfo("UTC"), datetime(2018, 4, 24, tzinfo=UTC)),
        ("   ", NEW_YORK, None),
    ],
)
def test_moment_in_one_of_the_formats(cell, zone, expected):
    formats = ("%m/%d/%Y %I:%M:%S %p", "%Y/%m/%d")
    assert read_moment(cell, formats=formats, zone=zone) == expected


@pytest.mark.parametrize("cell", ["2018-04-24", "2018/2/30", "yesterday", "0"])
def test_moment_in_none_of_the_formats_is_refused(cell):
    with pytest.raises(CellError, match=r"^not_a_time$"):
        read_moment(cell, formats=("%Y/%m/%d",), zone=NEW_YORK)


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        ("39.3470107281118", "-76.6692365628603", Coordinates(39_347_011, -76_669_237)),
        ("", "", None),
        (" 39 ", "-77.0", None),
        ("39.0000001", "-77", Coordinates(39_000_000, -77_000_000)),
        ("90", "180", Coordinates(90_000_000, 180_000_000)),
    ],
)
def test_coordinates_and_dummies(latitude, longitude, expected):
    assert read_coordinates(latitude, longitude, unknown=(("39", "-77"),)) == expected


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("39", ""),
        ("", "-77"),
        ("north", "-77"),
        ("90.1", "0"),
        ("0", "180.5"),
        ("NaN", "0"),
        ("Infinity", "0"),
    ],
)
def test_coordinates_that_lie_nowhere_are_refused(latitude, longitude):
    with pytest.raises(CellError, match=r"^not_coordinates$"):
        read_coordinates(latitude, longitude, unknown=())
