"""What waits for somebody's duty."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import Procedure, Where, Worklist
from linli.core.matters.models import Matter
from linli.core.matters.policies import visible_to
from linli.core.matters.registry import get_registration, list_registrations
from linli.core.matters.selectors.listing import for_lists
from linli.core.matters.versions import current_rules
from linli.core.records.models import RecordAuthor
from linli.ground.places.selectors import below

# Databases differ in where they put what has no time; both read this from the plain index.
DUE_FIRST = F("due_at").asc(nulls_last=True)


def list_worklist(user: ActingUser, *, kind: str, worklist: Worklist) -> QuerySet[Matter]:
    """What waits for this user's duty, the earliest due first, and last what is not due at all."""
    reach = Q(pk__in=[])
    for duty in user.duties:
        if duty.kind != worklist.duty:
            continue
        if worklist.where is Where.HOLDER:
            reach |= Q(holder_id=duty.organisation_id)
        else:
            reach |= below(duty.place.code, user.community, field="place_code")
    waiting = visible_to(user).filter(reach, kind=kind, state__in=worklist.states)
    waiting = _narrow(waiting, get_registration(kind).procedure, worklist, user)
    return for_lists(waiting).order_by(DUE_FIRST, "opened_at", "id")


def _narrow(
    waiting: QuerySet[Matter], procedure: Procedure, worklist: Worklist, user: ActingUser
) -> QuerySet[Matter]:
    """What the list asks for beside the states."""
    now = timezone.now()
    if set(worklist.states) <= set(procedure.open_states):
        # Says what the states say already, and lets the database read what is under way alone.
        waiting = waiting.filter(closed_at__isnull=True)
    if worklist.late:
        waiting = waiting.filter(due_at__lt=now)
    if worklist.within:
        days = current_rules(user.community, procedure, now=now).days[worklist.within]
        since = now - timedelta(days=days)
        waiting = waiting.filter(entered_at__gte=since)
        if not set(worklist.states) & set(procedure.open_states):
            # The same moment, by which the database finds what ended lately among all that did.
            waiting = waiting.filter(closed_at__gte=since)
    if worklist.lacking:
        taken = RecordAuthor.objects.filter(
            matter_id=OuterRef("pk"), step__in=worklist.lacking, at__gte=OuterRef("entered_at")
        )
        waiting = waiting.filter(~Exists(taken))
    return waiting


def list_worklists(user: ActingUser) -> list[tuple[Procedure, Worklist]]:
    """The lists that this user's duties open."""
    return [
        (registration.procedure, worklist)
        for registration in list_registrations()
        for worklist in registration.procedure.worklists
        if user.has_duty(worklist.duty)
    ]


def find_worklist(user: ActingUser, name: str) -> tuple[Procedure, Worklist] | None:
    """The list of that name, where this user has the duty for it."""
    for procedure, worklist in list_worklists(user):
        if worklist.name == name:
            return procedure, worklist
    return None
