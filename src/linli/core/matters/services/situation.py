"""A matter's situation as the machine wants it, read under the row's lock or for a whole list."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from linli.core.matters.definition import Phase, Procedure
from linli.core.matters.machine import Situation, Taken
from linli.core.matters.models import Matter, MatterLink, Promise
from linli.core.matters.registry import list_registrations
from linli.core.matters.rules import Rules
from linli.core.matters.versions import procedure_of, rules_of
from linli.core.records.models import RecordAuthor

History = tuple[Taken, ...]


class Owed(Protocol):
    """A promise, as far as its times go."""

    @property
    def name(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def met_at(self) -> datetime | None: ...
    @property
    def cancelled_at(self) -> datetime | None: ...


def load_situation(
    matter: Matter,
    procedure: Procedure,
    rules: Rules,
    *,
    promises: Iterable[Promise] | None = None,
) -> Situation:
    """Two queries, two more for a matter that reviews another, one more where a step waits for
    others; readers hand the promises over that they have loaded."""
    return _situation(
        matter,
        rules,
        promises=promises if promises is not None else Promise.objects.filter(matter=matter),
        history=list_histories([matter.pk])[matter.pk],
        touched=_list_touched([matter] if procedure.origin else [])[matter.pk],
        awaited=_list_awaited([matter])[matter.pk],
    )


def load_situations(matters: Sequence[Matter]) -> dict[UUID, Situation]:
    """Those of a whole list: two queries, two more where matters review others."""
    histories = list_histories(matter.pk for matter in matters)
    promises: defaultdict[UUID, list[Promise]] = defaultdict(list)
    for promise in Promise.objects.filter(matter__in=[matter.pk for matter in matters]):
        promises[promise.matter_id].append(promise)
    touched = _list_touched([matter for matter in matters if procedure_of(matter).origin])
    awaited = _list_awaited(matters)
    return {
        matter.pk: _situation(
            matter,
            rules_of(matter),
            promises=promises[matter.pk],
            history=histories[matter.pk],
            touched=touched[matter.pk],
            awaited=awaited[matter.pk],
        )
        for matter in matters
    }


def _situation(
    matter: Matter,
    rules: Rules,
    *,
    promises: Iterable[Promise],
    history: History,
    touched: Iterable[UUID],
    awaited: Iterable[str],
) -> Situation:
    made = list(promises)
    known = [promise for promise in made if promise.cancelled_at is None]
    running = [promise for promise in known if promise.met_at is None]
    return Situation(
        state=matter.state,
        entered_at=matter.entered_at,
        history=history,
        holder=matter.holder_id,
        reporter_hidden=matter.reporter_hidden,
        open_promises=frozenset(promise.name for promise in running),
        met_promises=frozenset(promise.name for promise in known if promise.met_at is not None),
        touched=frozenset(touched),
        days=rules.days,
        due={promise.name: promise.due_at for promise in running},
        unkept=list_unkept(promise for promise in made if promise.party_id == matter.holder_id),
        awaited=frozenset(awaited),
    )


def list_unkept(promises: Iterable[Owed]) -> dict[str, datetime]:
    """When those were due, the first of a name, that were not met or dropped by then."""
    found: dict[str, datetime] = {}
    for promise in promises:
        ended = promise.met_at or promise.cancelled_at
        if ended is None or ended > promise.due_at:
            found[promise.name] = min(promise.due_at, found.get(promise.name, promise.due_at))
    return found


def list_histories(matter_ids: Iterable[UUID]) -> Mapping[UUID, History]:
    """The steps taken so far, in order, by matter; nothing for one without any."""
    rows = (
        RecordAuthor.objects.filter(matter_id__in=list(matter_ids))
        .order_by("record__sequence")
        .values_list("matter_id", "step", "at", "account_id", "organisation_id")
    )
    found: defaultdict[UUID, History] = defaultdict(tuple)
    for matter_id, step, at, person, organisation in rows:
        found[matter_id] += (Taken(step, at, person, organisation),)
    return found


def _list_awaited(matters: Sequence[Matter]) -> Mapping[UUID, set[str]]:
    """Relations by which these are tied to matters that wait or are being worked on; one query,
    for such kinds and states only in which a step waits for others."""
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    waiting = {
        matter.pk: {step.awaits for step in procedure_of(matter).steps_from(matter.state)} - {""}
        for matter in matters
    }
    relations = set().union(*waiting.values())
    if not relations:
        return found
    links = MatterLink.objects.filter(
        matter__in=[key for key, names in waiting.items() if names],
        relation__in=relations,
        other__closed_at__isnull=True,
    ).exclude(other__state__in=_answered_states())
    for matter, relation in links.values_list("matter_id", "relation"):
        found[matter].add(relation)
    return found


def _list_touched(matters: Sequence[Matter]) -> Mapping[UUID, set[UUID]]:
    """People and organisations that had a hand in the matter that each of these reviews."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    if not matters:
        return found
    links = MatterLink.objects.filter(
        other__in=[matter.pk for matter in matters], relation__in=_reviewing_relations()
    ).values_list("other_id", "matter_id", "matter__holder_id")
    pairs = list(links)
    histories = list_histories({reviewed for _matter, reviewed, _holder in pairs})
    for matter, reviewed, holder in pairs:
        hands: set[UUID | None] = {holder}
        for taken in histories[reviewed]:
            hands |= {taken.person, taken.organisation}
        found[matter] |= {key for key in hands if key}
    return found


def _answered_states() -> set[str]:
    """States, of whatever kind that comes out of another, in which its part is said to be done."""
    return {
        state.name
        for registration in list_registrations()
        if registration.procedure.origin
        for state in registration.procedure.states
        if state.phase is Phase.CHECKING
    }


def _reviewing_relations() -> set[str]:
    """Relations by which a matter comes out of the one that it is about."""
    origins = [registration.procedure.origin for registration in list_registrations()]
    return {origin.name for origin in origins if origin is not None}
