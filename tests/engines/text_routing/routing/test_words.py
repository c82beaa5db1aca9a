"""The words that spoke for a suggestion, as a person would mark them."""

import numpy as np
import pytest

from linli.engines.text_routing.routing.words import _stretches


def marked(text: str, loud: str) -> list[str]:
    """The stretches of a text in which the characters of one part alone spoke."""
    heard = np.full(len(text), 0.1)
    start = text.index(loud)
    heard[start : start + len(loud)] = 1.0
    return [text[start:end] for start, end in _stretches(text, heard)]


@pytest.mark.parametrize(
    ("loud", "words"),
    [
        ("路灯", ["路灯"]),
        ("的路灯坏", ["路灯坏"]),
        ("路灯坏了", ["路灯坏"]),
        ("暖气就是", ["暖气"]),
        ("就是", []),
        ("是凉", []),
        ("我们的", []),
        ("不热", ["不热"]),
        ("就业", ["就业"]),
        ("都市", ["都市"]),
        ("小区门口路灯坏了", ["小区门口路灯"]),
        ("灯", []),
    ],
)
def test_grammar_at_the_edges_is_left_out(loud, words):
    assert marked(f"问题，{loud}，请看", loud) == words


def test_nothing_speaks_where_nothing_was_heard():
    assert _stretches("路灯坏了", np.zeros(4)) == []
