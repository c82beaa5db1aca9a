"""What was suggested when a person decided, kept with the decision: who is right is counted later."""

from linli.apps.cases.selectors.routing import Router
from linli.apps.cases.selectors.suggestions import CATALOGUE, Asked
from linli.apps.cases.selectors.words import read_words
from linli.core.matters.context import StepContext

NOBODY = "nobody"


def note_category(context: StepContext) -> None:
    """Adds to the record which category was suggested, by whom, and whether it was sure; nothing
    but who was asked where nobody knew."""
    asked = _ask(context)
    if not asked.text:
        return
    found = Router.load(context.community).suggest(asked)
    if not found:
        context.facts["suggested_by"] = NOBODY
        return
    context.facts["suggested"] = found[0].category.code
    context.facts["suggested_by"] = found[0].source
    context.facts["sure"] = found[0].sure


def note_organisation(context: StepContext) -> None:
    """Adds to the record which organisation was suggested, by whom, and whether it was sure, as only
    a model is; nothing but who was asked where nobody knew."""
    router = Router.load(context.community)
    proposals = router.propose(_ask(context), router.settle(context.matter.subject))
    for proposal in proposals:
        if proposal.organisation is not None:
            context.facts["suggested"] = proposal.organisation.slug
            context.facts["suggested_by"] = proposal.source
            context.facts["sure"] = proposal.source != CATALOGUE
            return
    context.facts["suggested_by"] = NOBODY


def _ask(context: StepContext) -> Asked:
    text = read_words([context.matter.pk]).get(context.matter.pk, "")
    return Asked.about(context.matter, text, community=context.community)
