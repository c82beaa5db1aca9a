"""Suggestions for dispatchers, from the words of the report."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from linli.apps.cases.enums import CaseState
from linli.apps.cases.models import CatalogueEntry, Category
from linli.apps.cases.selectors.catalogue import list_categories
from linli.apps.cases.selectors.dispatch_catalogue import find_entry, list_entries
from linli.apps.cases.selectors.suggestions import (
    CATALOGUE,
    Asked,
    Suggestion,
    suggest_categories,
    suggest_organisation,
)
from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Role
from linli.core.matters.models import Matter
from linli.core.matters.policies import roles_on
from linli.core.matters.registry import Hint
from linli.core.records.models import RecordPart
from linli.ground.communities.models import Community
from linli.ground.parties.models import Organisation

UNDECIDED = {CaseState.REPORTED, CaseState.ACCEPTED}


def suggest_for_cases(user: ActingUser, matters: Sequence[Matter]) -> Mapping[UUID, Hint]:
    """For cases that wait for a dispatcher: category and organisation, and why."""
    waiting = [
        matter
        for matter in matters
        if matter.state in UNDECIDED and Role.OFFICE in roles_on(matter, user)
    ]
    if not waiting:
        return {}
    words = dict(
        RecordPart.objects.filter(
            record__matter_id__in=[matter.pk for matter in waiting], name="words"
        ).values_list("record__matter_id", "text")
    )
    categories = list(list_categories(user.community))
    entries = list(list_entries(user.community))
    hints = {
        matter.pk: _hint(
            matter,
            _suggest(matter, categories, words, community=user.community),
            entries,
            words.get(matter.pk, ""),
            community=user.community,
        )
        for matter in waiting
    }
    return {key: hint for key, hint in hints.items() if hint is not None}


def _suggest(
    matter: Matter,
    categories: Sequence[Category],
    words: Mapping[UUID, str],
    *,
    community: Community,
) -> Suggestion | None:
    """An accepted case has the dispatcher's category; nobody guesses against it."""
    if matter.state == CaseState.ACCEPTED:
        decided = [category for category in categories if category.code == matter.subject]
        return Suggestion(decided[0], (), CATALOGUE) if decided else None
    asked = Asked.about(matter, words.get(matter.pk, ""), community=community)
    found = suggest_categories(categories, asked)
    return found[0] if found else None


def _hint(
    matter: Matter,
    suggestion: Suggestion | None,
    entries: Sequence[CatalogueEntry],
    text: str,
    *,
    community: Community,
) -> Hint | None:
    if suggestion is None:
        return None
    category = suggestion.category
    names = [category.name]
    brief = {} if matter.reporter_hidden else {"brief": text}
    values = {"accept": {"category": category.code}, "dispatch": brief}
    asked = Asked.about(matter, text, community=community)
    organisation, _source = find_organisation(asked, category, entries, community=community)
    if organisation is not None:
        names.append(organisation.name)
        values["dispatch"] = {**brief, "organisation": organisation.slug}
    return Hint(
        label=" → ".join(names),
        why=_why(suggestion),
        source=suggestion.source,
        values=values,
    )


def find_organisation(
    asked: Asked,
    category: Category,
    entries: Sequence[CatalogueEntry],
    *,
    community: Community,
) -> tuple[Organisation | None, str]:
    """To whom it would go, and who says so: the dispatch catalogue, else a model that is sure, else
    as the category usually goes."""
    entry = (
        find_entry(
            entries,
            category=category.code,
            place_code=asked.place_code,
            at=asked.at,
            community=community,
        )
        if asked.at is not None
        else None
    )
    if entry is not None:
        return entry.organisation, CATALOGUE
    if asked.text and (learned := suggest_organisation(asked)) is not None:
        found = Organisation.objects.filter(community=community, slug=learned.slug).first()
        if found is not None:
            return found, learned.source
    return category.organisation, CATALOGUE


def _why(suggestion: Suggestion) -> str:
    if not suggestion.words:
        return _("the catalogue's organisation for this category")
    words = _(", ").join(suggestion.words)
    if suggestion.percent is not None:
        said = _("from the words: %(words)s; %(percent)d %% probable")
        return said % {"words": words, "percent": suggestion.percent}
    return _("from the catalogue's words: %(words)s") % {"words": words}
