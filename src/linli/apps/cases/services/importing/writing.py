"""Writing a batch: matters with their records and promises, cases, categories, organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import transaction

from linli.apps.cases.models import Case, Category
from linli.apps.cases.procedure import CASE
from linli.apps.cases.services.importing.catalogue import Catalogue
from linli.apps.cases.services.importing.conversion import CaseDraft
from linli.apps.cases.services.importing.drafts import make_imported
from linli.apps.cases.services.importing.rules import CaseMapping
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter
from linli.core.matters.policies import visible_to
from linli.core.matters.services import import_matters


@dataclass(frozen=True, slots=True)
class CaseWriter:
    """Writes the drafts of one import, or only says what it would write."""

    source: str
    catalogue: Catalogue
    user: ActingUser
    now: datetime

    @classmethod
    def of(cls, mapping: CaseMapping, *, user: ActingUser, now: datetime) -> Self:
        """A writer for that mapping."""
        catalogue = Catalogue(user.community, category=mapping.category, holder=mapping.holder)
        return cls(mapping.source, catalogue, user, now)

    def count_fresh(self, drafts: Sequence[CaseDraft]) -> int:
        """How many of the drafts are not there yet."""
        ids = [draft.source_id for draft in drafts]
        known = visible_to(self.user).filter(source=self.source, source_id__in=ids).count()
        return len(drafts) - known

    @transaction.atomic
    def write(self, drafts: Sequence[CaseDraft]) -> int:
        """How many were created; all of the batch or nothing."""
        categories = {draft.source_id: self.catalogue.category(draft.category) for draft in drafts}
        matters = import_matters(
            CASE.kind,
            source=self.source,
            rows=[
                make_imported(
                    draft,
                    category=categories[draft.source_id],
                    holder=self.catalogue.organisation(draft.holder),
                )
                for draft in drafts
            ],
            acting_user=self.user,
            now=self.now,
        )
        spots = {draft.source_id: draft for draft in drafts}
        Case.objects.bulk_create(
            [_case(matter, spots[matter.source_id], categories) for matter in matters]
        )
        return len(matters)


def _case(matter: Matter, draft: CaseDraft, categories: dict[str, Category]) -> Case:
    category = categories[draft.source_id]
    return Case(
        matter=matter,
        category=category,
        in_public_space=category.public_space,
        latitude=draft.spot.latitude if draft.spot else None,
        longitude=draft.spot.longitude if draft.spot else None,
    )
