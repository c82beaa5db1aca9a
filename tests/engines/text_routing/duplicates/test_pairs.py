"""Near-duplicates in a batch: exact similarities, high recall, any order."""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.text_routing import OptionError, Pair, find_pairs
from linli.engines.text_routing.duplicates import group_of_each
from linli.engines.text_routing.duplicates.jaccard import shingle_sets, similarities
from linli.engines.text_routing.normalisation import letters_of


def runs(text: str) -> set[str]:
    letters = letters_of(text)
    return {letters[n : n + 3] for n in range(max(1, len(letters) - 2))}


def jaccard(one: str, other: str) -> float:
    return len(runs(one) & runs(other)) / len(runs(one) | runs(other))


def make_batch(count: int, seed: int) -> list[str]:
    """Random texts; every third is an edited copy of an earlier one."""
    rng = random.Random(seed)
    texts: list[str] = []
    for row in range(count):
        if row % 3 == 2:
            letters = list(rng.choice(texts))
            for _ in range(rng.randrange(12)):
                letters[rng.randrange(len(letters))] = chr(0x4E00 + rng.randrange(3000))
            texts.append("".join(letters))
        else:
            texts.append("".join(chr(0x4E00 + rng.randrange(3000)) for _ in range(60)))
    return texts


def test_copies_and_edits_are_found_with_their_exact_similarity():
    one = "云溪小区旁的搅拌站日夜施工粉尘很大"
    other = "云溪小区旁的搅拌站日夜施工噪音很大"
    found = find_pairs([one, "路灯坏了三天没人修", other, f"{one}！"], 0.4)
    near = jaccard(one, other)
    assert found == [Pair(0, 2, near), Pair(0, 3, 1.0), Pair(2, 3, near)]
    assert group_of_each([(pair.first, pair.second) for pair in found], 4).tolist() == [0, 1, 0, 0]


def test_recall_against_exact_jaccard_is_at_least_95_percent():
    texts = make_batch(600, seed=1)
    truth = {
        (a, b)
        for b in range(2, len(texts), 3)
        for a in range(b)
        if len(runs(texts[a]) & runs(texts[b])) > 5 and jaccard(texts[a], texts[b]) >= 0.5
    }
    found = {(pair.first, pair.second) for pair in find_pairs(texts, 0.5)}
    assert len(truth) > 120
    assert len(truth & found) >= 0.95 * len(truth)


def test_everything_found_is_as_similar_as_said():
    texts = make_batch(300, seed=2)
    found = find_pairs(texts, 0.5)
    assert found
    for pair in found:
        assert pair.similarity == pytest.approx(jaccard(texts[pair.first], texts[pair.second]))


def test_order_of_texts_does_not_matter():
    texts = make_batch(200, seed=3)
    order = random.Random(4).sample(range(200), 200)
    found = {frozenset((texts[p.first], texts[p.second])) for p in find_pairs(texts)}
    mixed = [texts[row] for row in order]
    assert {frozenset((mixed[p.first], mixed[p.second])) for p in find_pairs(mixed)} == found


def test_many_copies_stay_one_group():
    texts = ["请修一修水磨巷的路灯"] * 500 + ["操场开放时间是什么"]
    found = find_pairs(texts)
    assert len(found) == 499
    groups = group_of_each([(pair.first, pair.second) for pair in found], 501)
    assert groups.tolist() == [0] * 500 + [500]


def test_one_letter_in_a_long_text_is_not_overlooked():
    rng = random.Random(9)
    long = "".join(chr(0x4E00 + rng.randrange(3000)) for _ in range(3000))
    changed = long[:1500] + "。改" + long[1501:]
    (pair,) = find_pairs([long, changed])
    assert pair.similarity == jaccard(long, changed) < 1


def test_width_and_script_and_punctuation_do_not_matter():
    assert find_pairs(["請修路燈，號碼ＡＢ12", "请修路灯 号码ab12"])[0].similarity == 1.0


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["a"], ["😀", "😀😀"], ["好", "好"]])
def test_hardly_any_text_is_no_trouble(texts):
    assert all(pair.similarity == 1.0 for pair in find_pairs(texts))


def test_similarity_out_of_range_is_refused():
    with pytest.raises(OptionError):
        find_pairs(["a"], 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="路灯坏了abc 。", max_size=12), min_size=2, max_size=6))
def test_similarities_are_those_of_sets(texts):
    sets = shingle_sets(texts)
    rows = np.arange(len(texts) - 1)
    found = similarities(sets, rows, rows + 1)
    expected = []
    for one, other in pairwise(texts):
        a, b = padded(one), padded(other)
        expected.append(len(a & b) / len(a | b))
    assert found.tolist() == pytest.approx(expected)


def padded(text: str) -> set[str]:
    """As the engine takes short texts: zeros behind them."""
    letters = letters_of(text)
    letters = letters + "\0" * 3 if len(letters) < 3 else letters
    return {letters[n : n + 3] for n in range(len(letters) - 2)}
