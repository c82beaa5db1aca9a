"""What a dispatcher is told of a suggestion: who says it, from what, and how probable it is."""

import pytest
from django.utils import translation

from linli.apps.cases.models import Category
from linli.apps.cases.selectors import hints, suggestions
from linli.apps.cases.selectors.suggestions import CATALOGUE, Suggestion
from tests.factories import make_scene, report_case

MODEL = "2a0bde3c7da404ba"
SAID = {
    "model, words": ((("dark",), MODEL, 0.96), "from the words: dark; 96 % probable"),
    "model, no words": (((), MODEL, 0.96), "the model, by the whole text; 96 % probable"),
    "model, words, nobody knows": ((("dark",), MODEL, None), "from the words: dark"),
    "model, nobody knows": (((), MODEL, None), "the model, by the whole text"),
    "catalogue, words": ((("dark",), CATALOGUE, None), "from the catalogue's words: dark"),
    "catalogue, accepted": (
        ((), CATALOGUE, None),
        "the catalogue's organisation for this category",
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "why"), SAID.values(), ids=SAID.keys())
def test_hint_says_who_suggests_and_why(given, why, monkeypatch):
    scene = make_scene()
    words, source, probability = given
    category = Category.objects.get(community=scene.community, code="roads.lamp")
    found = [Suggestion(category, words, source, probability=probability)]
    monkeypatch.setattr(suggestions, "_suggesters", [lambda _categories, _asked: found])
    matter = report_case(scene, category="other.other", words="Dark").matter
    with translation.override("en"):
        hint = hints.suggest_for_cases(scene.acting("dispatcher"), [matter])[matter.pk]
    assert (hint.why, hint.source) == (why, source)
