"""Opening, meeting, resuming and dropping promises as a decision says."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from linli.core.matters.definition import Procedure, PromiseKind
from linli.core.matters.machine import Decision
from linli.core.matters.models import Matter, Promise
from linli.core.matters.rules import Rules
from linli.core.records.facts import Fact
from linli.ground.calendars.public import Calendar, Limit, due_at, get_calendar
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.selectors import list_current_duty_holders
from linli.ground.parties.services import contact_of
from linli.ground.places.selectors import list_codes_above

COUNTED = ("extended_from", "due_at", "provisional", "rung")


def apply_promises(
    matter: Matter,
    decision: Decision,
    *,
    procedure: Procedure,
    rules: Rules,
    answers: Mapping[str, object],
    community: Community,
    now: datetime,
) -> dict[str, Fact]:
    """Settles, hands on, extends and opens promises, sets the matter's earliest due time; the
    facts for the record.  `answers` are the step's values."""
    is_opening = not decision.step.sources
    _settle(matter, decision.cancels, now=now, met=False)
    _settle(matter, decision.meets, now=now, met=True)
    _pass_on(matter, decision.passes_on, procedure)
    extended = _extend(matter, decision, answers, community=community, now=now)
    resumed = [_resume(matter, name) for name in decision.resumes]
    opened = [
        _open(matter, procedure.promise_by_name[name], rules=rules, community=community, now=now)
        for name in decision.opens
        if not procedure.promise_by_name[name].to_reporter or _can_be_reached(matter)
    ]
    running = opened if is_opening else list(_open_promises(matter))
    matter.due_at = min((promise.due_at for promise in running), default=None)
    return _facts(decision, opened + resumed, extended)


def _facts(decision: Decision, running: list[Promise], extended: list[Promise]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    if extended:
        facts["due"] = {promise.name: _code(promise.due_at) for promise in extended}
    if running:
        facts["opened"] = {promise.name: _code(promise.due_at) for promise in running}
    if decision.meets:
        facts["met"] = list(decision.meets)
    if decision.cancels:
        facts["dropped"] = list(decision.cancels)
    return facts


def _code(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _open_promises(matter: Matter) -> QuerySet[Promise]:
    return Promise.objects.filter(matter=matter, met_at__isnull=True, cancelled_at__isnull=True)


def _can_be_reached(matter: Matter) -> bool:
    """Whether the reporter left a way to him."""
    reporter = matter.reporter
    if reporter is None:
        return False
    contact = contact_of(reporter)
    return bool(reporter.account_id or contact.phone or contact.mail)


def _settle(matter: Matter, names: tuple[str, ...], *, now: datetime, met: bool) -> None:
    if not names:
        return
    settled = {"met_at": now} if met else {"cancelled_at": now}
    _open_promises(matter).filter(name__in=names).update(**settled)


def _pass_on(matter: Matter, names: tuple[str, ...], procedure: Procedure) -> None:
    """Who holds the matter now owes what the one before promised, and by the same time; what an
    office promised in the holder's stead stays the office's."""
    owed = [
        name
        for name in names
        if not (matter.reporter_hidden and procedure.promise_by_name[name].hidden_party)
    ]
    if owed:
        _open_promises(matter).filter(name__in=owed).update(party_id=matter.holder_id)


def _extend(
    matter: Matter,
    decision: Decision,
    answers: Mapping[str, object],
    *,
    community: Community,
    now: datetime,
) -> list[Promise]:
    """The promise whose due time the answer moves, counted on from when it was due."""
    if decision.step.extends is None:
        return []
    name, question = decision.step.extends
    limit = str(answers.get(question, "none"))
    promise = _open_promises(matter).filter(name=name).first()
    if promise is None or limit == "none":
        return []
    promise.extension = limit
    count_due(promise, get_calendar(community, max_age=0), now=now)
    promise.save(update_fields=["extension", *COUNTED])
    return [promise]


def count_due(promise: Promise, calendar: Calendar, *, now: datetime) -> None:
    """Sets when it is due by its limit, and by its extension where it was given one.  Due later
    than now, it may be late anew, and be brought before the next duty anew."""
    due = due_at(calendar, promise.opened_at, Limit.parse(promise.limit))
    promise.due_at, promise.provisional = due.at, due.provisional
    if promise.extension:
        longer = due_at(calendar, due.at, Limit.parse(promise.extension))
        promise.extended_from, promise.due_at = due.at, longer.at
        promise.provisional = due.provisional or longer.provisional
    if promise.due_at > now:
        promise.rung = 0


def _resume(matter: Matter, name: str) -> Promise:
    """The last promise of that name runs on with its old due time."""
    promise = (
        Promise.objects.filter(matter=matter, name=name, met_at__isnull=False)
        .order_by("-opened_at", "-id")
        .first()
    )
    assert promise is not None
    promise.met_at = None
    promise.save(update_fields=["met_at"])
    return promise


def _open(
    matter: Matter,
    kind: PromiseKind,
    *,
    rules: Rules,
    community: Community,
    now: datetime,
) -> Promise:
    limit = rules.limit_of(kind.name, matter.subject)
    due = due_at(get_calendar(community, max_age=0), now, limit)
    return Promise.objects.create(
        community=community,
        matter=matter,
        name=kind.name,
        party_id=_party(matter, kind, community=community, now=now),
        limit=str(limit),
        opened_at=now,
        due_at=due.at,
        provisional=due.provisional,
    )


def _party(
    matter: Matter, kind: PromiseKind, *, community: Community, now: datetime
) -> UUID | None:
    party = kind.hidden_party if matter.reporter_hidden and kind.hidden_party else kind.party
    if party == "holder":
        return matter.holder_id
    codes = list_codes_above(community, matter.place_code)
    held = list_current_duty_holders(
        community,
        kind=DutyKind(party),
        codes=codes,
        on=now.astimezone(ZoneInfo(community.time_zone)).date(),
    )
    return held.values_list("organisation_id", flat=True).first()
