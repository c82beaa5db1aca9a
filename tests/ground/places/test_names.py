import pytest

from linli.ground.places.names import NameRefusedError, clean_name


@pytest.mark.parametrize("text", ["North", " North\n", "\u3000North "])
def test_name_loses_the_spaces_around_it(text):
    assert clean_name(text) == "North"


@pytest.mark.parametrize("text", ["第一网格", "一号\u3000网格", "x" * 120, "🏘"])
def test_name_keeps_everything_else(text):
    assert clean_name(text) == text


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        (" \t ", "name_blank", ""),
        ("x" * 121, "name_too_long", "120"),
        ("a\x00b", "name_characters", r"'a\x00b'"),
        ("a\nb", "name_characters", r"'a\nb'"),
        ("a\ud800", "name_characters", r"'a\ud800'"),
    ],
)
def test_name_that_cannot_be_shown_is_refused(text, code, detail):
    with pytest.raises(NameRefusedError) as caught:
        clean_name(text)
    assert (caught.value.code, caught.value.detail) == (code, detail)
