import contextlib
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.places.codes import (
    CodeError,
    CodeSystem,
    KindRule,
    ancestor_codes,
    code_range,
    kind_rule,
    parent_code,
    read_system,
    validate_code,
)
from linli.ground.profiles.loader import read_part

CN = read_system(read_part("cn", "places"))
GENERIC = read_system(read_part("generic", "places"))

DIGITS = st.sampled_from([6, 9, 12, 15, 20]).flatmap(
    lambda length: st.text("019", min_size=length, max_size=length)
)
DOTTED = st.lists(st.text("a9_", min_size=1, max_size=2), min_size=1, max_size=3).map(".".join)


def test_profile_cn_reads_whole():
    assert read_system(read_part("cn", "places")) == CodeSystem(
        style="digits",
        kinds=(
            KindRule("district", "District", (), True, 6, ((110000, 829999),)),
            KindRule(
                "street",
                "Street",
                ("district",),
                True,
                3,
                ((1, 99), (100, 199), (200, 399), (400, 599)),
            ),
            KindRule(
                "neighbourhood",
                "Neighbourhood",
                ("street",),
                True,
                3,
                ((1, 199), (200, 399), (400, 499), (500, 599)),
            ),
            KindRule("grid", "Grid", ("neighbourhood",), False, 3, ((1, 999),)),
            KindRule("building", "Building", ("grid",), False, 5, ((1, 99999),)),
        ),
        grid="grid",
        neighbourhood="neighbourhood",
    )
    assert CN.lengths == (6, 9, 12, 15, 20)


def test_profile_generic_reads_whole():
    assert read_system(read_part("generic", "places")) == CodeSystem(
        style="dotted",
        kinds=(
            KindRule("city", "City", (), True),
            KindRule("district", "District", ("city",), True),
            KindRule("neighbourhood", "Neighbourhood", ("district", "city"), True),
            KindRule("block", "Block", ("neighbourhood",), False),
        ),
        grid="block",
        neighbourhood="neighbourhood",
    )


def test_system_whose_grid_is_no_kind_is_refused():
    with pytest.raises(CodeError, match="unknown_kind: plot"):
        read_system({**read_part("generic", "places"), "grid": "plot"})


@pytest.mark.parametrize(
    ("system", "code", "kind"),
    [
        (CN, "110105", "district"),
        (CN, "110105001", "street"),
        (CN, "441900403", "street"),
        (CN, "110105001599", "neighbourhood"),
        (CN, "110105001001999", "grid"),
        (CN, "11010500100100100001", "building"),
        (GENERIC, "riverside", "neighbourhood"),
        (GENERIC, "riverside.north_bank.3", "block"),
    ],
)
def test_code_that_follows_its_system_passes(system, code, kind):
    validate_code(system, code, kind)


@pytest.mark.parametrize(
    ("system", "code", "kind", "expected"),
    [
        (CN, "110105", "castle", ("unknown_kind", "castle")),
        (CN, "", "district", ("code_characters", "")),
        (CN, "１１０１０５", "district", ("code_characters", "１１０１０５")),
        (CN, "11010a", "district", ("code_characters", "11010a")),
        (CN, "11010500", "street", ("code_length", "11010500")),
        (CN, "110105001", "grid", ("code_length", "110105001")),
        (CN, "010105", "district", ("code_part_out_of_range", "district 010105")),
        (CN, "110105000", "street", ("code_part_out_of_range", "street 000")),
        (CN, "110105600", "street", ("code_part_out_of_range", "street 600")),
        (CN, "110105001600", "neighbourhood", ("code_part_out_of_range", "neighbourhood 600")),
        (CN, "110105001000001", "grid", ("code_part_out_of_range", "neighbourhood 000")),
        (CN, "110105001001000", "grid", ("code_part_out_of_range", "grid 000")),
        (CN, "11010500100100100000", "building", ("code_part_out_of_range", "building 00000")),
        (GENERIC, "river-side", "city", ("code_characters", "river-side")),
        (GENERIC, "River", "city", ("code_characters", "River")),
        (GENERIC, "river..3", "block", ("code_characters", "river..3")),
        (GENERIC, "river.", "city", ("code_characters", "river.")),
        (GENERIC, "river\n", "city", ("code_characters", "river\n")),
        (GENERIC, "a" * 65, "city", ("code_length", "a" * 65)),
    ],
)
def test_code_that_breaks_its_system_is_refused(system, code, kind, expected):
    with pytest.raises(CodeError) as caught:
        validate_code(system, code, kind)
    assert (caught.value.code, caught.value.detail) == expected


@pytest.mark.parametrize(
    ("system", "code", "above"),
    [
        (CN, "110105", ()),
        (CN, "11010500100100100001", ("110105", "110105001", "110105001001", "110105001001001")),
        (GENERIC, "riverside", ()),
        (GENERIC, "riverside.north.3", ("riverside", "riverside.north")),
    ],
)
def test_ancestor_codes_run_from_the_top(system, code, above):
    assert ancestor_codes(system, code) == above
    assert parent_code(system, code) == (above[-1] if above else None)


@pytest.mark.parametrize("function", [ancestor_codes, parent_code, code_range])
@pytest.mark.parametrize(("system", "code"), [(CN, "1101"), (GENERIC, "a-b"), (GENERIC, "a" * 65)])
def test_malformed_code_is_refused_everywhere(function, system, code):
    with pytest.raises(CodeError):
        function(system, code)


def test_code_range_has_no_false_prefixes():
    low, high = code_range(GENERIC, "a.b")
    codes = ["a", "a.a", "a.b", "a.b.9", "a.b.c.d", "a.b0", "a.b_", "a.bx", "a.bx.c", "a.c"]
    assert [code for code in codes if low <= code < high] == ["a.b", "a.b.9", "a.b.c.d"]


def test_code_range_carries_over_nines():
    assert code_range(CN, "110199999") == ("110199999", "110200000")


@given(DIGITS, DIGITS)
def test_code_range_of_digits_is_exactly_the_prefix(code, other):
    low, high = code_range(CN, "1" + code[1:])
    assert (low <= other < high) == other.startswith(low)


@given(DOTTED, DOTTED)
def test_code_range_of_words_is_exactly_the_subtree(code, other):
    low, high = code_range(GENERIC, code)
    assert (low <= other < high) == (other == code or code in ancestor_codes(GENERIC, other))


@given(st.text(string.ascii_lowercase + string.digits + "_.-", max_size=8))
def test_dotted_code_is_words_joined_by_dots(code):
    good = all(re.fullmatch("[a-z0-9_]+", word) for word in code.split("."))
    refusal = (
        contextlib.nullcontext() if good else pytest.raises(CodeError, match="code_characters")
    )
    with refusal:
        validate_code(GENERIC, code, "city")


def test_kind_down_to_the_grid_is_an_area():
    assert [rule.name for rule in CN.kinds if CN.is_area(rule.name)] == [
        "district",
        "street",
        "neighbourhood",
        "grid",
    ]
    assert all(GENERIC.is_area(rule.name) for rule in GENERIC.kinds)


def test_kind_rule_of_an_unknown_kind_is_refused():
    assert kind_rule(CN, "grid").width == 3
    with pytest.raises(CodeError, match="unknown_kind: plot"):
        kind_rule(CN, "plot")
