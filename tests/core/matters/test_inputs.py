"""Values of a step: cleaned, and refused field by field."""

import pytest

from linli.core.matters.definition import Field, FieldType
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.inputs import clean_input

TEXT = Field(name="words", label="Words", type=FieldType.TEXT)
LINE = Field(name="title", label="Title", type=FieldType.LINE, required=False, max_length=10)
FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"


def clean(**raw):
    return dict(clean_input((TEXT, LINE), raw, community=None).values)


def errors(**raw) -> dict[str, str]:
    with pytest.raises(InputRefusedError) as caught:
        clean(**raw)
    return caught.value.errors


@pytest.mark.parametrize(
    "nothing",
    [None, "", " \n\t", "\u0001", "\u200b", "\u200d\u200d", "\ufeff \u2060", "\u3164", "\u115f"],
)
def test_what_cannot_be_seen_is_no_answer(nothing):
    assert errors(words=nothing) == {"words": "required"}
    assert clean(words="lamp", title=nothing) == {"words": "lamp"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  a lamp\r\nis out  ", "a lamp\nis out"),
        ("a\u202elamp\u202c", "alamp"),
        ("la\u200bmp\u0007", "lamp"),
        (FAMILY, FAMILY),
    ],
)
def test_text_is_cleaned_of_what_is_not_seen(given, kept):
    assert clean(words=given) == {"words": kept}


def test_line_has_one_line():
    assert clean(words="lamp", title=" a\n\tb ") == {"words": "lamp", "title": "a b"}


def test_every_field_that_is_wrong_is_named():
    assert errors(title="x" * 11, colour="red") == {
        "words": "required",
        "title": "too_long",
        "colour": "unknown_field",
    }


@pytest.mark.parametrize("given", [7, True, ["a"], {"a": "b"}])
def test_text_of_another_type_is_refused(given):
    assert errors(words=given) == {"words": "not_a_text"}
