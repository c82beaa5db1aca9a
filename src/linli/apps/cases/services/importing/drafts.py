"""From drafts to what core takes over."""

from linli.apps.cases.models import Category
from linli.apps.cases.procedure import CASE
from linli.apps.cases.services.importing.conversion import CaseDraft, EventDraft
from linli.core.matters.services.import_matters import (
    ImportedEvent,
    ImportedMatter,
    ImportedPromise,
)
from linli.core.records.facts import Fact
from linli.ground.parties.models import Organisation


def make_imported(
    draft: CaseDraft, *, category: Category, holder: Organisation | None
) -> ImportedMatter:
    """The draft with our category and organisation; without a title, the one that our own reports
    get."""
    return ImportedMatter(
        source_id=draft.source_id,
        title=draft.title or f"{category.name} · {draft.place.name}",
        subject=category.code,
        place=draft.place,
        holder=holder,
        restricted=category.restricted,
        events=tuple(_event(event, draft, category, holder) for event in draft.events),
        promises=_promises(draft),
    )


def _event(
    event: EventDraft, draft: CaseDraft, category: Category, holder: Organisation | None
) -> ImportedEvent:
    return ImportedEvent(
        step=event.rule.step,
        state=event.rule.state,
        at=event.at,
        role=event.rule.role,
        organisation=holder if event.rule.by_holder else None,
        facts={**_facts(event, draft, category, holder), **event.rule.facts},
        parts=event.parts,
    )


def _facts(
    event: EventDraft, draft: CaseDraft, category: Category, holder: Organisation | None
) -> dict[str, Fact]:
    """What the same step of ours would have recorded."""
    known = {"category": category.code, "place": draft.place.code}
    if holder is not None:
        known["organisation"] = holder.slug
    fields = CASE.step_by_name[event.rule.step].fields
    return {field.name: known[field.name] for field in fields if field.name in known}


def _promises(draft: CaseDraft) -> tuple[ImportedPromise, ...]:
    if draft.promise is None:
        return ()
    promise = draft.promise
    return (
        ImportedPromise(
            name=promise.name,
            limit=promise.limit,
            opened_at=promise.opened_at,
            due_at=promise.due_at,
            met_at=promise.met_at,
            cancelled_at=promise.cancelled_at,
            provisional=promise.provisional,
        ),
    )
