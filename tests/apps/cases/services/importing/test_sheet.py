"""Sheets: encodings told apart strictly, the whole file looked at first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.apps.cases.services.importing.sheet import Row, SheetError, detect_encoding, open_sheet


def write(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "sheet.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def refusal(path, columns=()):
    with pytest.raises(SheetError) as caught:
        open_sheet(path, columns=list(columns))
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_rows_in_each_encoding(tmp_path, encoding):
    sheet = open_sheet(write(tmp_path, "编号,内容\r\n1,路灯\r\n", encoding), columns=["编号"])
    assert sheet.header == ("编号", "内容")
    assert sheet.count == 1
    assert list(sheet.rows()) == [Row(2, {"编号": "1", "内容": "路灯"}, is_whole=True)]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    text = 'a,b\n1,"two\nlines"\n\n,\n3\n4,x,y\n'
    sheet = open_sheet(write(tmp_path, text), columns=[])
    assert sheet.count == 3
    assert list(sheet.rows()) == [
        Row(2, {"a": "1", "b": "two\nlines"}, is_whole=True),
        Row(5, {"a": "3"}, is_whole=False),
        Row(6, {"a": "4", "b": "x"}, is_whole=False),
    ]


def test_mark_of_order_is_no_part_of_the_first_column(tmp_path):
    assert open_sheet(write(tmp_path, " id ,b\n", "utf-8-sig"), columns=["id"]).header == (
        "id",
        "b",
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("a,b\n".encode("utf-16"), "encoding"),
        (b"\xff\xff\xff", "encoding"),
        ("编号\n".encode()[:-2], "encoding"),
        (b'a,b\n1,"never closed\n', "syntax"),
        (b'a,b\n1,"x"y\n', "syntax"),
        (b"", "no_header"),
        (b",\n1,2\n", "no_header"),
    ],
)
def test_file_that_is_no_table_is_refused(tmp_path, data, code):
    assert refusal(write(tmp_path, data)) == code


def test_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "nothing.csv") == "not_readable"


def test_columns_must_be_there_once(tmp_path):
    path = write(tmp_path, "a,a,b\n")
    assert refusal(path, ["b", "c", "d"]) == "column_missing"
    assert refusal(path, ["a"]) == "column_twice"
    assert open_sheet(path, columns=["b"]).count == 0


def test_a_cell_too_long_to_be_one_is_refused(tmp_path):
    assert refusal(write(tmp_path, "a\n" + "x" * 1_000_001 + "\n")) == "syntax"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=50))
def test_text_in_utf_8_is_taken_for_utf_8(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    path.write_bytes(f"a{text}".encode())
    assert detect_encoding(path) == "utf-8-sig"
