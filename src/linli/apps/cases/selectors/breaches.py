"""Promises that an organisation broke, and what it said about each in public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from linli.apps.cases.procedure import CASE
from linli.apps.cases.procedure.fields import CAUSE
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter, Promise
from linli.core.matters.policies import visible_to
from linli.core.records.enums import Audience
from linli.core.records.models import Record, RecordPart
from linli.ground.parties.models import Organisation

MOST = 20
LOOKING_BACK = timedelta(days=90)
CAUSES = {choice.code: choice.label for choice in CAUSE.choices}


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said: the cause as a message id, the words (empty when taken down), and when."""

    cause: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that is late, or was met late or never; None where nothing was said about it."""

    matter: Matter
    promise: Promise
    statement: Statement | None


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
    most 20."""
    ended = _promises(user, organisation).filter(
        Q(met_at__gt=F("due_at")) | Q(cancelled_at__gt=F("due_at")),
        due_at__gte=now - LOOKING_BACK,
        name="handle",
        matter_id__in=Record.objects.filter(
            community=user.community, step="explain", organisation=organisation
        ).values("matter_id"),
    )
    return _with_statements(ended.order_by("-due_at", "pk")[:MOST])


def list_statements(promises: Iterable[Promise]) -> dict[UUID, Statement]:
    """By promise: the last that its own party said in public after it was due; two queries."""
    broken = list(promises)
    records = list(
        Record.objects.filter(
            matter_id__in={each.matter_id for each in broken}, step="explain"
        ).order_by("sequence")
    )
    last = {
        promise.pk: record
        for promise in broken
        for record in records
        if record.matter_id == promise.matter_id
        and record.organisation_id == promise.party_id
        and record.at > promise.due_at
    }
    texts = dict(
        RecordPart.objects.filter(
            record__in=list(last.values()), name="statement", audience=Audience.PUBLIC
        ).values_list("record_id", "text")
    )
    return {
        key: Statement(CAUSES[record.facts["cause"]], texts.get(record.pk, ""), record.at)
        for key, record in last.items()
    }


def _promises(user: ActingUser, organisation: Organisation) -> QuerySet[Promise]:
    return Promise.objects.filter(
        party=organisation, matter__in=visible_to(user).filter(kind=CASE.kind)
    ).select_related("matter__place", "matter__version", "party")


def _with_statements(promises: Iterable[Promise]) -> list[Breach]:
    found = list(promises)
    said = list_statements(found)
    return [Breach(each.matter, each, said.get(each.pk)) for each in found]
