from django.http import QueryDict

from linli.core.matters.definition import Choice, Field, FieldType
from linli.core.matters.registry import Option
from linli.core.pages.forms import Group, make_form, read_values
from linli.ground.communities.models import Community

WORDS = Field(name="words", label="Words", hint="A few", type=FieldType.TEXT)
SOLVED = Field(
    name="solved",
    label="Solved?",
    type=FieldType.CHOICE,
    choices=(Choice("yes", "Aye", "All of it"), Choice("no", "Nay")),
)


def test_form_keeps_what_was_entered_and_says_what_is_wrong():
    form = make_form(
        [WORDS, SOLVED],
        community=Community(),
        values={"words": "Dark"},
        errors={"solved": "required"},
        key="k" * 20,
    )
    words, solved = form.fields
    assert (words.value, words.error, words.described_by) == ("Dark", "", "words-hint")
    assert (solved.value, bool(solved.error), solved.described_by) == ("", True, "solved-error")
    assert (form.key, form.has_errors, form.field("words")) == ("k" * 20, True, words)


def test_form_without_errors_has_none():
    form = make_form([WORDS], community=Community())
    assert (form.has_errors, form.error, form.fields[0].value) == (False, "", "")
    assert make_form([WORDS], community=Community(), error="Something").has_errors


def test_choices_are_one_group_with_their_hints():
    (solved,) = make_form([SOLVED], community=Community()).fields
    options = (Option("yes", "Aye", "All of it"), Option("no", "Nay"))
    assert (solved.widget, solved.groups) == ("choice", (Group("", options),))


def test_options_stand_under_their_groups(scene):
    grid = Field(name="grid", label="Grid", type=FieldType.OPTION, options="grids")
    (field,) = make_form([grid], community=scene.community).fields
    names = [(group.label, [option.code for option in group.options]) for group in field.groups]
    assert names == [("neighbourhood 001", ["310101001001001", "310101001001002"])]


def test_only_declared_fields_are_read():
    posted = QueryDict("words=Dark&csrfmiddlewaretoken=x&state=closed")
    assert read_values([WORDS, SOLVED], posted) == {"words": "Dark"}
