"""What was suggested when a person decided, kept with the decision: who is right is counted later."""

from linli.apps.cases.models import Category
from linli.apps.cases.selectors.catalogue import list_categories
from linli.apps.cases.selectors.dispatch_catalogue import list_entries
from linli.apps.cases.selectors.hints import find_organisation
from linli.apps.cases.selectors.suggestions import Asked, suggest_categories
from linli.core.matters.context import StepContext
from linli.core.records.models import RecordPart


def note_category(context: StepContext) -> None:
    """Adds to the record which category was suggested, by whom, and whether it was sure; nothing
    but who was asked where nobody knew."""
    asked = _ask(context)
    if not asked.text:
        return
    found = suggest_categories(list(list_categories(context.community)), asked)
    if not found:
        context.facts["suggested_by"] = "nobody"
        return
    context.facts["suggested"] = found[0].category.code
    context.facts["suggested_by"] = found[0].source
    context.facts["sure"] = found[0].sure


def note_organisation(context: StepContext) -> None:
    """Adds to the record which organisation was suggested, and by whom."""
    category = (
        Category.objects.select_related("organisation")
        .filter(community=context.community, code=context.matter.subject)
        .first()
    )
    if category is None:
        return
    asked = _ask(context)
    entries = list(list_entries(context.community))
    organisation, source = find_organisation(asked, category, entries, community=context.community)
    if organisation is not None:
        context.facts["suggested"] = organisation.slug
        context.facts["suggested_by"] = source


def _ask(context: StepContext) -> Asked:
    words = RecordPart.objects.filter(
        record__matter_id=context.matter.pk, record__step="report", name="words"
    )
    text = words.values_list("text", flat=True).first() or ""
    return Asked.about(context.matter, text, community=context.community)
