# ruff: noqa: DTZ001 - offices write no zone
"""The index: text, place, time and reporter together; stored, taken up again, forgotten."""

import json
import random
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

import pytest

from linli.engines.text_routing import (
    IndexFileError,
    Matter,
    MatterIndex,
    OptionError,
    Relation,
    dump_index,
    load_index,
    match_matters,
)
from linli.engines.text_routing.duplicates.index_file import MAGIC
from linli.engines.text_routing.duplicates.matters import relate_places
from tests.engines.text_routing.texts import make_examples

NOW = datetime(2026, 6, 1, 9)
PLANT = Matter("plant", "云溪小区旁的搅拌站日夜施工，粉尘很大", "A/A1", NOW, "anna")
OTHERS = [
    Matter(f"o{row}", example.text, "A/A2", NOW - timedelta(days=row), f"r{row}")
    for row, example in enumerate(make_examples(60))
]
NEW = Matter("new", "搅拌站在云溪小区旁边，粉尘和噪音都很大", "A/A1", NOW, "bert")


@pytest.fixture
def index() -> MatterIndex:
    made = MatterIndex()
    made.add([PLANT, *OTHERS])
    return made


def test_same_matter_in_other_words_is_found(index):
    found = index.find(NEW)
    assert [match.id for match in found] == ["plant"]
    assert (found[0].place, found[0].days) == (Relation.SAME, 0.0)
    assert 0.5 < found[0].probability < 1


def test_place_time_and_reporter_bear_on_it(index):
    def chance(matter: Matter) -> float:
        found = index.find(matter, least=0, most=100)
        return next(match.probability for match in found if match.id == "plant")

    here = chance(NEW)
    assert chance(replace(NEW, place="A/A1/07")) < here
    assert chance(replace(NEW, place=None)) < chance(replace(NEW, place="A/A1/07"))
    assert chance(replace(NEW, place="A/A9")) < chance(replace(NEW, place=None))
    assert chance(replace(NEW, time=NOW + timedelta(days=90))) < here
    assert chance(replace(NEW, time=None)) == here
    assert chance(replace(NEW, reporter="anna")) < here


def test_matter_never_finds_itself(index):
    assert "plant" not in [match.id for match in index.find(PLANT, least=0, most=100)]


def test_removed_matters_leave_nothing(index):
    index.remove(["plant", "unknown"])
    fresh = MatterIndex()
    fresh.add(OTHERS)
    assert dump_index(index) == dump_index(fresh)
    assert index.find(NEW) == fresh.find(NEW) == []
    assert ("plant" in index, len(index)) == (False, 60)


def test_order_and_restarts_change_nothing(index):
    shuffled = [PLANT, *OTHERS]
    random.Random(2).shuffle(shuffled)
    other = MatterIndex()
    other.add(shuffled[:30])
    other = load_index(dump_index(other))
    other.add(shuffled[30:])
    other.add([PLANT])
    assert dump_index(other) == dump_index(index)
    assert other.find(NEW, least=0, most=99) == index.find(NEW, least=0, most=99)


def test_batch_judges_as_the_index_does(index):
    index.add([NEW])
    pairs = match_matters([NEW, PLANT, *OTHERS], 0.0)
    for match in index.find(NEW, least=0.0, most=99):
        ids = sorted(["new", match.id])
        pair = next(one for one in pairs if [one.first, one.second] == ids)
        assert pair.similarity == pytest.approx(match.similarity)
        assert pair.probability == pytest.approx(match.probability)


def test_key_of_a_reporter_is_not_in_the_file(index):
    assert b"anna" not in dump_index(index)
    assert "搅拌".encode() not in dump_index(index)


@pytest.mark.parametrize("text", ["", "😀", "好", "。" * 100_000, "a b c"])
def test_hardly_any_text_finds_nothing(index, text):
    assert index.find(Matter("x", text)) == []
    index.add([Matter("x", text)])
    assert load_index(dump_index(index)).find(NEW)[0].id == "plant"


def test_empty_index_finds_nothing():
    assert load_index(dump_index(MatterIndex())).find(NEW) == []
    assert match_matters([]) == []
    with pytest.raises(OptionError):
        MatterIndex().find(NEW, least=2)


def sealed(head: object, rows: bytes = b"") -> bytes:
    body = MAGIC + json.dumps(head).encode() + b"\n" + rows
    return body + sha256(body).digest()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        MAGIC,
        dump_index(MatterIndex())[:-1],
        sealed({}),
        sealed([[1, None, None, None, 0]]),
        sealed([["a", None, None, None]]),
        sealed([["a", None, "soon", None, 0]]),
        sealed([["a", None, None, None, -1]]),
        sealed([["a", None, None, None, 1]]),
        sealed([["a", None, None, None, 0], ["a", None, None, None, 0]]),
        sealed([["a", None, None, None, 2]], bytes(8)),
        sealed([["a", None, None, None, 1]], b"\xff" * 4),
    ],
)
def test_damaged_index_is_refused(data):
    with pytest.raises(IndexFileError):
        load_index(data)


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("A/A1", "A/A1", Relation.SAME),
        ("A/A1", "A/A1/07", Relation.INSIDE),
        ("A/A1/07", "A", Relation.INSIDE),
        ("A/A1", "A/A10", Relation.ELSEWHERE),
        ("A/A1", None, Relation.UNKNOWN),
        ("", "A", Relation.UNKNOWN),
    ],
)
def test_places_relate_as_paths(one, other, relation):
    assert relate_places(one, other) is relation
