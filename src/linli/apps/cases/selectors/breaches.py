"""Promises that an organisation broke, and what it said about each in public."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from linli.apps.cases.procedure import CASE
from linli.apps.cases.procedure.fields import CAUSE
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter, Promise
from linli.core.matters.policies import visible_to
from linli.core.matters.versions import procedure_of
from linli.core.records.enums import Audience
from linli.core.records.models import Record, RecordPart
from linli.ground.parties.models import Organisation

MOST = 20
LOOKING_BACK = timedelta(days=90)
STEP = "explain"
# Of those that a statement may have answered, so many are read to find the twenty that one did.
READ = 3 * MOST
CAUSES = {choice.code: choice.label for choice in CAUSE.choices}


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said: the cause as a message id, the words (empty when taken down), and when."""

    cause: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that is late, or was met late or never; `statement` None where nothing was said
    about it, `may_be_explained` where its party could still say why."""

    matter: Matter
    promise: Promise
    statement: Statement | None
    may_be_explained: bool


def list_late_promises(
    user: ActingUser, *, organisation: Organisation, now: datetime
) -> list[Breach]:
    """Those of the organisation that are late now, the longest first; at most 20."""
    late = _promises(user, organisation).filter(
        met_at__isnull=True, cancelled_at__isnull=True, due_at__lt=now
    )
    return _with_statements(late.order_by("due_at", "pk")[:MOST])


def list_explained_promises(
    user: ActingUser, *, organisation: Organisation, now: datetime
) -> list[Breach]:
    """Those that ended late in the last 90 days and of which it said why, the latest first; at
    most 20, and of a matter for one reason the main one alone."""
    said = Record.objects.filter(
        matter_id=OuterRef("matter_id"),
        step=STEP,
        organisation_id=OuterRef("party_id"),
        at__gt=OuterRef("due_at"),
    )
    ended = (
        _promises(user, organisation)
        .annotate(ended_at=Coalesce("met_at", "cancelled_at"))
        .filter(Exists(said), ended_at__gt=F("due_at"), ended_at__gte=now - LOOKING_BACK)
        .order_by("-ended_at", "pk")[:READ]
    )
    found = [each for each in _with_statements(ended) if each.statement]
    main = {_reason(each) for each in found if _is_main(each)}
    return [each for each in found if _is_main(each) or _reason(each) not in main][:MOST]


def list_statements(promises: Iterable[Promise]) -> dict[UUID, Statement]:
    """By promise: the last that its own party said in public after it was due, and before another
    of that name was made; of those that a party may explain, three queries."""
    broken = [promise for promise in promises if _is_answered_for(promise)]
    concerned = {each.matter_id for each in broken}
    said = defaultdict(list)
    for record in Record.objects.filter(matter_id__in=concerned, step=STEP).order_by("sequence"):
        said[record.matter_id, record.organisation_id].append(record)
    next_made = _list_next(broken)
    last: dict[UUID, Record] = {}
    for promise in broken:
        until = next_made.get(promise.pk)
        for record in said[promise.matter_id, promise.party_id]:
            if record.at > promise.due_at and (until is None or record.at < until):
                last[promise.pk] = record
    texts = dict(
        RecordPart.objects.filter(
            record__in=list(last.values()), name="statement", audience=Audience.PUBLIC
        ).values_list("record_id", "text")
    )
    return {
        key: Statement(CAUSES[record.facts["cause"]], texts.get(record.pk, ""), record.at)
        for key, record in last.items()
    }


def _list_next(promises: Sequence[Promise]) -> dict[UUID, datetime]:
    """When the next promise of the same name was made in the same matter, if one was."""
    made = defaultdict(list)
    rows = Promise.objects.filter(matter_id__in={each.matter_id for each in promises})
    for matter_id, name, at in rows.values_list("matter_id", "name", "opened_at"):
        made[matter_id, name].append(at)
    later = {
        each.pk: [at for at in made[each.matter_id, each.name] if at > each.opened_at]
        for each in promises
    }
    return {key: min(found) for key, found in later.items() if found}


def _is_answered_for(promise: Promise) -> bool:
    """Whether the procedure that the matter began under lets a holder say why this one is late."""
    step = procedure_of(promise.matter).step_by_name.get(STEP)
    return step is not None and promise.name in step.after_breach


def _promises(user: ActingUser, organisation: Organisation) -> QuerySet[Promise]:
    return Promise.objects.filter(
        party=organisation, matter__in=visible_to(user).filter(kind=CASE.kind)
    ).select_related("matter__place", "matter__version", "party")


def _with_statements(promises: Iterable[Promise]) -> list[Breach]:
    found = list(promises)
    said = list_statements(found)
    return [
        Breach(
            matter=each.matter,
            promise=each,
            statement=said.get(each.pk),
            may_be_explained=_is_answered_for(each) and each.party_id == each.matter.holder_id,
        )
        for each in found
    ]


def _is_main(breach: Breach) -> bool:
    return procedure_of(breach.matter).promise_by_name[breach.promise.name].main


def _reason(breach: Breach) -> tuple[UUID, Statement | None]:
    return breach.matter.pk, breach.statement
