# ruff: noqa: DTZ001 - offices write no zone
"""Tables: encodings, columns, and exact errors."""

import csv
from datetime import datetime

import pytest

from linli.engines.text_routing import Example, Matter, Message, TableError
from linli.engines.text_routing.tables import (
    Column,
    read_examples,
    read_matters,
    read_messages,
    read_table,
)
from linli.engines.text_routing.tables.times import parse_time

TEXT = "text,label\n路灯坏了,道路照明\n老师收补课费,教育\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_of_offices_are_read(encoding, newline):
    table = read_table(TEXT.replace("\n", newline).encode(encoding))
    assert read_examples(table) == [
        Example("路灯坏了", "道路照明"),
        Example("老师收补课费", "教育"),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_are_read_off_the_head(separator):
    table = read_table(TEXT.replace(",", separator).encode())
    assert table.header == ("text", "label")


def test_columns_of_an_office_are_known():
    data = '留言编号,留言用户,留言主题,留言时间,留言详情,反对数,点赞数\n7,A1,灯坏了,2019/2/28 11:25:05,"三天\n没修",0,4\n'
    assert read_messages(read_table(data.encode())) == [
        Message("7", "三天\n没修", datetime(2019, 2, 28, 11, 25, 5), "灯坏了", None, "A1", 4)
    ]
    assert read_matters(read_table(data.encode())) == [
        Matter("7", "灯坏了 三天\n没修", None, datetime(2019, 2, 28, 11, 25, 5), "A1")
    ]


def test_columns_can_be_named():
    table = read_table(
        "说的,归谁\n灯坏了,照明\n".encode(), {Column.TEXT: "说的", Column.LABEL: " 归谁 "}
    )
    assert read_examples(table) == [Example("灯坏了", "照明")]


def test_rows_without_text_are_left_out_and_lines_are_ids():
    table = read_table('text\n甲乙丙\n  \n\n"丁\n戊"\n己庚辛\n'.encode())
    assert [matter.id for matter in read_matters(table)] == ["2", "5", "7"]


@pytest.mark.parametrize(
    ("data", "line", "column", "reason"),
    [
        (b"", 1, 1, "empty"),
        ("说的\n灯\n".encode(), 1, 1, "no column of texts"),
        ("text\n灯\n".encode(), 1, 1, "no column of labels"),
        ("text,label\n灯坏了,照明\n车,公交,多\n".encode(), 3, 3, "3 cells, the head 2"),
        ("text,label\n车\n".encode(), 2, 2, "1 cells, the head 2"),
        ("text,label\n车没来, \n".encode(), 2, 2, "category is empty"),
        ('text,label,time\n"两\n行",a,1\n车没来,b,昨天\n'.encode(), 2, 3, "'1' is no time"),
        (b"text,label\nab\xff\xff,1\n", 2, 3, "neither UTF-8 nor GB18030"),
        ('text,label\n"灯,照明\n'.encode(), 2, 1, "unexpected end"),
    ],
)
def test_errors_say_line_column_and_reason(data, line, column, reason):
    with pytest.raises(TableError, match=reason) as caught:
        read_examples(read_table(data))
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    ("data", "line", "column", "reason"),
    [
        ("id,text,time\n1,灯坏了,\n", 2, 3, "'' is no time"),
        ("id,text,time,votes\n1,灯坏了,2020-1-1,many\n", 2, 4, "'many' is no whole number"),
        ("id,text,time\n1,灯坏了,2020-1-1\n1,车没来,2020-1-2\n", 3, 1, "'1' is there twice"),
    ],
)
def test_messages_need_times_and_different_ids(data, line, column, reason):
    with pytest.raises(TableError, match=reason) as caught:
        read_messages(read_table(data.encode()))
    assert (caught.value.line, caught.value.column) == (line, column)


def test_named_column_that_is_missing_is_an_error():
    with pytest.raises(TableError, match="no column '归谁'"):
        read_examples(read_table(TEXT.encode(), {Column.LABEL: "归谁"}))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2019/2/28 11:25:05", datetime(2019, 2, 28, 11, 25, 5)),
        ("2019-02-28 11:25", datetime(2019, 2, 28, 11, 25)),
        ("2019年2月28日", datetime(2019, 2, 28)),
        ("2019年2月28日 8时5分", datetime(2019, 2, 28, 8, 5)),
        (" 2019.2.28 ", datetime(2019, 2, 28)),
        ("2019-02-28T11:25:05+08:00", datetime(2019, 2, 28, 3, 25, 5)),
        ("2019/2/30", None),
        ("28.2.2019", None),
        ("", None),
    ],
)
def test_times_as_offices_write_them(text, time):
    assert parse_time(text) == time


def test_read_table_leaves_the_limit_of_others_as_it_was() -> None:
    before = csv.field_size_limit()
    read_table(b"text,label\na,b\n")
    with pytest.raises(TableError):
        read_table(b'text,label\n"a,b\n')
    assert csv.field_size_limit() == before
