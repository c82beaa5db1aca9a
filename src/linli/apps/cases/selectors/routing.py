"""Where a case would go: category and organisation with who says so, for one or a whole list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from django.utils import timezone

from linli.apps.cases.models import CatalogueEntry, Category
from linli.apps.cases.selectors.catalogue import list_categories
from linli.apps.cases.selectors.dispatch_catalogue import find_entry, list_entries
from linli.apps.cases.selectors.suggestions import (
    CATALOGUE,
    Asked,
    OrganisationSuggestion,
    Suggestion,
    suggest_categories,
    suggest_organisation,
)
from linli.ground.communities.models import Community
from linli.ground.parties.models import Organisation
from linli.ground.parties.selectors import list_handling_organisations


class Reason(StrEnum):
    """Why a case would go to an organisation."""

    LINE = "line"
    LEARNED = "learned"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggested category, the organisation that it would go to, who says so of the latter, and
    why that one."""

    suggestion: Suggestion
    organisation: Organisation | None
    source: str
    reason: Reason

    @property
    def category(self) -> Category:
        return self.suggestion.category

    @property
    def words(self) -> tuple[str, ...]:
        return self.suggestion.words


@dataclass(frozen=True, slots=True)
class Router:
    """What a community's proposals are made of, loaded once however many are asked for."""

    community: Community
    categories: Sequence[Category]
    entries: Sequence[CatalogueEntry]
    organisations: Mapping[str, Organisation]

    @classmethod
    def load(cls, community: Community) -> Self:
        """Three queries."""
        return cls(
            community,
            list(list_categories(community)),
            list(list_entries(community)),
            {each.slug: each for each in list_handling_organisations(community)},
        )

    def suggest(self, asked: Asked) -> list[Suggestion]:
        """The categories that the words speak for, the most probable first."""
        return suggest_categories(self.categories, asked)

    def settle(self, code: str) -> list[Suggestion]:
        """The category of that code as decided by a person; nothing where it is out of use."""
        return [Suggestion(each, (), CATALOGUE) for each in self.categories if each.code == code]

    def propose(self, asked: Asked, suggestions: Sequence[Suggestion]) -> tuple[Proposal, ...]:
        """Each with its organisation: by the dispatch catalogue, else by a model that is sure, else
        as its category usually goes; of those that somebody handles for today."""
        learned = suggest_organisation(asked) if asked.text and suggestions else None
        return tuple(self._propose(asked, each, learned) for each in suggestions)

    def _propose(
        self, asked: Asked, suggestion: Suggestion, learned: OrganisationSuggestion | None
    ) -> Proposal:
        entry = find_entry(
            self.entries,
            category=suggestion.category.code,
            place_code=asked.place_code,
            at=asked.at or timezone.now(),
            community=self.community,
        )
        usual = suggestion.category.organisation
        named = (
            (entry.organisation.slug if entry else "", CATALOGUE, Reason.LINE),
            *([(learned.slug, learned.source, Reason.LEARNED)] if learned else []),
            (usual.slug if usual else "", CATALOGUE, Reason.USUAL),
        )
        for slug, source, reason in named:
            if slug in self.organisations:
                return Proposal(suggestion, self.organisations[slug], source, reason)
        return Proposal(suggestion, None, CATALOGUE, Reason.USUAL)
