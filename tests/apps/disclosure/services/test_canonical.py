"""The one spelling of RFC 8785, by its own examples where they are within what the log allows."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.apps.disclosure.services.canonical import LARGEST, canonicalise

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def test_members_are_sorted_by_utf_16_units_as_in_section_3_2_3():
    members = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    assert list(json.loads(canonicalise(members)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


def test_texts_are_spelled_as_in_section_3_2_2():
    given_text = '\u20ac$\u000f\u000aA\'B"\\\\"/\x7f\u2028'
    expected = '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f\u2028"'
    assert canonicalise(given_text) == expected.encode()


def test_literals_and_whole_numbers():
    assert canonicalise([None, True, False, 0, -7, LARGEST]) == (
        b"[null,true,false,0,-7,9007199254740991]"
    )


@given(VALUES)
def test_equal_values_have_equal_bytes_and_read_back_the_same(value):
    written = canonicalise(value)
    assert json.loads(written) == value
    assert canonicalise(json.loads(written)) == written


@pytest.mark.parametrize(
    "value", [1.5, 2**53, -(2**53), "\ud800", {"\udc00": 1}, {1: 2}, [float("nan")], b"bytes", {2}]
)
def test_what_has_no_one_spelling_is_refused(value):
    with pytest.raises(ValueError, match=r"canonical|member|surrogate"):
        canonicalise(value)
