"""Suggestions from the catalogue's words, and the door for a better suggester."""

import pytest

from linli.apps.cases.models import Category
from linli.apps.cases.selectors import hints, suggestions
from linli.apps.cases.selectors.suggestions import (
    Asked,
    Suggestion,
    register_suggester,
    suggest_categories,
)
from tests.factories import make_scene, report_case, take


def make_category(code: str, *words: str) -> Category:
    return Category(code=code, name=code.title(), words=list(words), position=len(code))


LAMP, BIN = make_category("lamp", "lamp", "dark"), make_category("bin", "bin", "smell")


def test_words_of_the_catalogue_speak_for_their_category():
    found = suggest_categories([LAMP, BIN], Asked("The LAMP by the bin is dark"))
    assert found == [
        Suggestion(LAMP, ("lamp", "dark"), "catalogue"),
        Suggestion(BIN, ("bin",), "catalogue"),
    ]


@pytest.mark.parametrize("text", ["", "🙂", "a", "x" * 100_000])
def test_text_without_any_word_of_the_catalogue_suggests_nothing(text):
    assert suggest_categories([LAMP, BIN], Asked(text)) == []


def test_registered_suggester_is_asked_first_and_may_pass(monkeypatch):
    monkeypatch.setattr(suggestions, "_suggesters", [suggestions.suggest_from_words])

    def learned(categories, asked):
        return [Suggestion(BIN, ("market",), "model-3")] if "market" in asked.text else []

    register_suggester(learned)
    assert [each.source for each in suggest_categories([LAMP, BIN], Asked("dark market"))] == [
        "model-3"
    ]
    assert [each.source for each in suggest_categories([LAMP, BIN], Asked("dark"))] == ["catalogue"]


@pytest.mark.django_db
def test_dispatcher_gets_category_organisation_and_the_words_that_spoke():
    scene = make_scene()
    works = scene.organisations["works"]
    Category.objects.filter(code="roads.lamp").update(organisation=works)
    matter = report_case(scene, category="other.other", words="门口路灯不亮").matter
    hint = hints.suggest_for_cases(scene.acting("dispatcher"), [matter])[matter.pk]
    assert (hint.label, hint.source) == ("路灯不亮 → Works", "catalogue")
    assert "路灯" in hint.why
    assert hint.values == {
        "accept": {"category": "roads.lamp"},
        "dispatch": {"organisation": "works", "brief": "门口路灯不亮"},
    }


@pytest.mark.django_db
def test_hidden_reporters_words_are_not_put_into_the_brief():
    scene = make_scene()
    matter = report_case(scene, words="门口路灯不亮", hidden="on").matter
    take(scene, matter, "accept")
    matter.refresh_from_db()
    hint = hints.suggest_for_cases(scene.acting("dispatcher"), [matter])[matter.pk]
    assert hint.values["dispatch"] == {}


@pytest.mark.django_db
def test_nobody_but_an_office_gets_suggestions():
    scene = make_scene()
    matter = report_case(scene, words="门口路灯不亮").matter
    assert hints.suggest_for_cases(scene.acting("handler"), [matter]) == {}
