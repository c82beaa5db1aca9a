"""A matter's situation as the machine wants it, read under the row's lock."""

from collections.abc import Iterable
from uuid import UUID

from linli.core.matters.definition import Procedure
from linli.core.matters.machine import Situation, Taken
from linli.core.matters.models import Matter, Promise
from linli.core.matters.rules import Rules
from linli.core.records.models import RecordAuthor


def load_situation(
    matter: Matter,
    procedure: Procedure,
    rules: Rules,
    *,
    promises: Iterable[Promise] | None = None,
) -> Situation:
    """Two queries, one more for a matter that reviews another; readers hand the promises over
    that they have loaded."""
    known = [
        promise
        for promise in (promises if promises is not None else Promise.objects.filter(matter=matter))
        if promise.cancelled_at is None
    ]
    return Situation(
        state=matter.state,
        entered_at=matter.entered_at,
        history=list_taken(matter.pk),
        holder=matter.holder_id,
        reporter_hidden=matter.reporter_hidden,
        open_promises=frozenset(promise.name for promise in known if promise.met_at is None),
        met_promises=frozenset(promise.name for promise in known if promise.met_at is not None),
        touched=_touched(matter, procedure),
        days=rules.days,
    )


def list_taken(matter_id: UUID) -> tuple[Taken, ...]:
    """The steps taken so far, in order."""
    rows = (
        RecordAuthor.objects.filter(matter_id=matter_id)
        .order_by("record__sequence")
        .values_list("step", "at", "account_id", "organisation_id")
    )
    return tuple(Taken(step, at, person, organisation) for step, at, person, organisation in rows)


def _touched(matter: Matter, procedure: Procedure) -> frozenset[UUID]:
    """People and organisations that had a hand in the matter under review."""
    if procedure.origin is None:
        return frozenset()
    reviewed = Matter.objects.filter(
        links__other=matter, links__relation=procedure.origin.name
    ).values_list("pk", "holder_id")
    found: set[UUID] = set()
    for pk, holder in reviewed:
        found |= {holder} if holder else set()
        for taken in list_taken(pk):
            found |= {key for key in (taken.person, taken.organisation) if key}
    return frozenset(found)
