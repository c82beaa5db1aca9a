"""A mapping is read strictly: nothing is guessed, nothing left over."""

import pytest

from linli.apps.cases.errors import MappingError
from linli.apps.cases.services.importing.strict_table import StrictTable


def refusal(read, table):
    with pytest.raises(MappingError) as caught:
        read(StrictTable({"outer": table}).needed_table("outer"))
    return str(caught.value)


def test_values_of_each_type_are_read():
    table = StrictTable(
        {
            "text": "a",
            "flag": True,
            "one": "x",
            "many": ["x", "y"],
            "pairs": [[1, -7.5]],
            "inner": {"k": "v"},
            "rows": [{"k": "v"}],
        }
    )
    assert table.text("text") == "a"
    assert table.text("absent", "else") == "else"
    assert table.flag("flag", default=False) is True
    assert table.flag("absent", default=False) is False
    assert table.texts("one") == ("x",)
    assert table.texts("many") == ("x", "y")
    assert table.numbers("pairs") == (("1", "-7.5"),)
    assert table.numbers("absent") == ()
    assert table.table("absent") is None
    assert dict(table.needed_table("inner").rest()) == {"k": "v"}
    assert [row.text("k") for row in table.tables("rows")] == ["v"]
    table.finish()


@pytest.mark.parametrize(
    ("read", "table", "sentence"),
    [
        (lambda t: t.text("a"), {"b": 1}, "outer.a is missing"),
        (lambda t: t.text("a"), {"a": ""}, "outer.a is empty"),
        (lambda t: t.text("a"), {"a": 1}, "outer.a must be of type str"),
        (lambda t: t.flag("a", default=False), {"a": "yes"}, "outer.a must be of type bool"),
        (lambda t: t.texts("a"), {"a": ["x", 1]}, "outer.a must hold texts"),
        (lambda t: t.numbers("a"), {"a": [1]}, "outer.a must hold lists of numbers"),
        (lambda t: t.tables("a"), {"a": [1]}, "outer.a must hold tables"),
        (lambda t: t.needed_table("a"), {"a": {}}, "outer.a is missing"),
        (lambda t: t.tables("a")[1].text("b"), {"a": [{"b": "x"}, {}]}, "outer.a[1].b is missing"),
        (lambda t: t.finish(), {"a": 1, "b": 2}, "unknown: outer.a, outer.b"),
    ],
)
def test_refusals_name_the_key(read, table, sentence):
    assert refusal(read, table) == sentence


def test_keys_are_listed_until_they_are_asked_for():
    table = StrictTable({"a": "x", "b": "y"})
    table.text("a")
    assert table.list_keys() == ["b"]
