"""One form of a text."""

from hypothesis import given
from hypothesis import strategies as st

from linli.engines.text_routing.grams import context_keys, gram_keys, key_text
from linli.engines.text_routing.normalisation import LONGEST, letters_of, normalise


def test_width_case_script_and_blanks_do_not_matter():
    assert normalise(" ＡＢＣ，路燈\t\u3000壞了\x00 ") == "abc,路灯 坏了"
    assert letters_of("路燈，壞 了！😀𠮷ＡＢ1") == "路灯坏了𠮷ab1"


def test_long_texts_are_cut():
    assert len(normalise("好" * 100_000)) == LONGEST


@given(st.text(max_size=80))
def test_one_form_is_the_same_again(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet=st.characters(min_codepoint=1), min_size=1, max_size=3))
def test_keys_tell_their_text(text):
    normal = normalise(text)
    keys = gram_keys(normal)
    if normal:
        assert key_text(int(keys[-1])) == normal
    assert len(set(keys.tolist())) <= len(keys) == sum(range(len(normal) + 1))


def test_places_and_seasons_are_no_text():
    keys = context_keys("A/A1/07", None)
    assert len(set(keys.tolist())) == 3
    assert [key_text(int(key)) for key in keys] == ["", "", ""]
    assert context_keys("A/A1", None).tolist() == keys[:2].tolist()
    assert len(context_keys(None, None)) == 0
