"""What the learned models answer to cases."""

from collections.abc import Sequence

from linli.apps.cases.public import Asked, Category, OrganisationSuggestion, Suggestion, make_path
from linli.apps.insight.enums import Target
from linli.apps.insight.selectors.current import get_model

MOST = 3
LEAST = 0.05


def suggest_by_model(categories: Sequence[Category], asked: Asked) -> list[Suggestion]:
    """The most probable categories, at most three, of which the first says from which words and
    whether it is sure; none where there is no model or it does not know the words."""
    model = get_model(asked.community.pk, Target.CATEGORY) if asked.community else None
    if model is None or asked.community is None or not asked.text:
        return []
    from linli.engines.text_routing import Doubt, suggest

    path = make_path(asked.community, asked.place_code)
    said = suggest(model, asked.text, place=path, time=asked.at)
    if said.doubt is Doubt.UNKNOWN_WORDS:
        return []
    in_use = {category.code: category for category in categories}
    words = tuple(word.text for word in said.words)
    return [
        Suggestion(
            in_use[choice.label],
            () if rank else words,
            said.version,
            sure=said.sure and not rank,
            probability=choice.probability,
        )
        for rank, choice in enumerate(said.choices)
        if choice.label in in_use and (choice.probability >= LEAST or not rank)
    ][:MOST]


def suggest_organisation_by_model(asked: Asked) -> OrganisationSuggestion | None:
    """The organisation that the model is sure of."""
    model = get_model(asked.community.pk, Target.ORGANISATION) if asked.community else None
    if model is None or asked.community is None:
        return None
    from linli.engines.text_routing import suggest

    path = make_path(asked.community, asked.place_code)
    said = suggest(model, asked.text, place=path, time=asked.at)
    return OrganisationSuggestion(said.choices[0].label, said.version) if said.sure else None
