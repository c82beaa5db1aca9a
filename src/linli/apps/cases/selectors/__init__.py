"""Reading cases: the catalogue, suggestions from its words, figures with denominators."""

from linli.apps.cases.selectors.catalogue import (
    category_label,
    list_categories,
    list_category_options,
    make_title,
    plain_title,
)
from linli.apps.cases.selectors.hints import suggest_for_cases
from linli.apps.cases.selectors.mediations import mediation_label
from linli.apps.cases.selectors.redactions import suggest_public_words
from linli.apps.cases.selectors.suggestions import Suggestion, suggest_categories
from linli.apps.cases.selectors.templates import list_phrases

__all__ = [
    "Suggestion",
    "category_label",
    "list_categories",
    "list_category_options",
    "list_phrases",
    "make_title",
    "mediation_label",
    "plain_title",
    "suggest_categories",
    "suggest_for_cases",
    "suggest_public_words",
]
