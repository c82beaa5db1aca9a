"""Linli scores, labels and ranks no person: there is no field in which it could."""

import re
from itertools import pairwise

from django.apps import apps

# Words that, as a part of a field's name, would put a judgement or a likeness on a row.
JUDGING = {
    "blacklist",
    "blacklisted",
    "face",
    "faces",
    "faceprint",
    "label",
    "labels",
    "rank",
    "ranking",
    "ranks",
    "reputation",
    "score",
    "scores",
    "suspect",
    "suspicion",
    "trustworthiness",
    "watchlist",
}
JUDGING_PAIRS = {("key", "person"), ("key", "persons"), ("social", "credit"), ("focus", "person")}


def judging_words(name: str) -> set[str]:
    words = re.findall(r"[a-z]+", name.lower())
    pairs = {" ".join(pair) for pair in pairwise(words) if pair in JUDGING_PAIRS}
    return (set(words) & JUDGING) | pairs


def test_no_field_of_any_model_judges():
    found = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("linli.")
        for field in model._meta.get_fields()
        if judging_words(field.name) | judging_words(getattr(field, "column", None) or "")
    ]
    assert found == []


def test_models_of_linli_are_looked_at():
    looked_at = {model.__module__.split(".")[1] for model in apps.get_models()}
    assert looked_at >= {"ground", "core", "apps"}


def test_judging_words_are_recognised_within_names():
    assert judging_words("resident_score") == {"score"}
    assert judging_words("is_key_person") == {"key person"}
    assert judging_words("faceprint_hash") == {"faceprint"}
    assert judging_words("surface") == set()
    assert judging_words("public_key") == set()
