"""Who may see a matter, what he is to it, and which words he may read."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Privacy, Role
from linli.core.matters.models import Matter
from linli.core.matters.registry import list_registrations
from linli.core.records.enums import Audience
from linli.core.records.models import Record
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.selectors import serve_handling_organisation
from linli.ground.places.selectors import below, covers

OFFICE_DUTIES = frozenset(
    {
        DutyKind.STEWARD,
        DutyKind.DISPATCHER,
        DutyKind.OFFICER,
        DutyKind.DESK,
        DutyKind.MEDIATOR,
        DutyKind.REVIEWER,
        DutyKind.SUPERVISOR,
    }
)


def visible_to(user: ActingUser) -> QuerySet[Matter]:
    """The matters that exist for this user; the only way to fetch a matter.

    A restricted matter exists for its reporter, its holder's people and the offices of its place,
    of the duties that its procedure names if it names some.
    """
    matters = Matter.objects.filter(community=user.community)
    if user.is_system:
        return matters
    seen = Q(privacy=Privacy.PUBLIC)
    if user.receipt_matters:
        seen |= Q(pk__in=user.receipt_matters)
    if user.resident_id is not None:
        seen |= Q(reporter_id=user.resident_id)
    for duty in user.duties:
        if duty.kind in OFFICE_DUTIES:
            inside = below(duty.place.code, user.community, field="place_code")
            closed = _kinds_closed_to(duty.kind)
            seen |= inside & ~Q(kind__in=closed) if closed else inside
        elif duty.kind == DutyKind.HANDLER:
            seen |= Q(holder_id=duty.organisation_id)
    return matters.filter(seen)


def roles_on(matter: Matter, user: ActingUser) -> frozenset[Role]:
    """What the user is to the matter.

    Whoever handles for the holder is no office to it, whatever other duty he has: else a hidden
    reporter would be open to the party that he reported about.
    """
    roles = {Role.PUBLIC}
    if user.is_system or any(
        duty.kind in OFFICE_DUTIES
        and matter.kind not in _kinds_closed_to(duty.kind)
        and covers(duty.place.code, matter.place_code, community=user.community)
        for duty in user.duties
    ):
        roles.add(Role.OFFICE)
    if matter.holder_id is not None and any(
        duty.kind == DutyKind.HANDLER and duty.organisation_id == matter.holder_id
        for duty in user.duties
    ):
        roles.add(Role.HOLDER)
        roles.discard(Role.OFFICE)
    if Role.OFFICE in roles and (_has_held(matter, user) or _may_come_to_hold(matter, user)):
        roles.discard(Role.OFFICE)
    if user.is_reporter_of(matter):
        roles.add(Role.REPORTER)
    return frozenset(roles)


def _kinds_closed_to(duty: str) -> frozenset[str]:
    """Kinds of matter to which somebody on that duty is no office."""
    procedures = (registration.procedure for registration in list_registrations())
    return frozenset(each.kind for each in procedures if each.offices and duty not in each.offices)


def _has_held(matter: Matter, user: ActingUser) -> bool:
    """Whether an organisation that he serves, in whatever duty, holds or held this matter or
    another of its thread, whose reporter hid from it.  Two queries, for such a matter only."""
    organisations = {duty.organisation_id for duty in user.duties}
    if not (matter.reporter_hidden and organisations):
        return False
    roots = {matter.pk, *Matter.objects.filter(links__other=matter).values_list("pk", flat=True)}
    promised = Q(promises__name__in=_holders_promises(), promises__party__in=organisations)
    # Whoever gave it back has left no promise behind, but the step in which he said so.
    acted = Record.objects.filter(
        matter_id=OuterRef("pk"), role=DutyKind.HANDLER, organisation__in=organisations
    )
    concerned = Matter.objects.filter(Q(pk__in=roots) | Q(backlinks__matter__in=roots))
    return concerned.filter(Q(holder__in=organisations) | promised | Exists(acted)).exists()


def _may_come_to_hold(matter: Matter, user: ActingUser) -> bool:
    """Whether a hidden reporter's matter has no holder yet and may be given to an organisation
    that this user serves.  One query, for such a matter only."""
    if not matter.reporter_hidden or matter.holder_id is not None or user.is_system:
        return False
    return serve_handling_organisation(
        user.community, {duty.organisation_id for duty in user.duties}
    )


def _holders_promises() -> set[str]:
    """Promises that nobody but a holder ever makes."""
    return {
        promise.name
        for registration in list_registrations()
        for promise in registration.procedure.promises
        if promise.party == "holder" and not promise.hidden_party
    }


def audiences_for(matter: Matter, roles: frozenset[Role]) -> frozenset[Audience]:
    """Audiences whose words these roles may read."""
    open_to = {Audience.PUBLIC}
    if roles & {Role.REPORTER, Role.OFFICE}:
        open_to |= set(Audience)
    if Role.HOLDER in roles:
        open_to.add(Audience.PARTIES)
        if not matter.reporter_hidden:
            open_to.add(Audience.REPORT)
    return frozenset(open_to)


def may_contact_reporter(matter: Matter, roles: frozenset[Role]) -> bool:
    """Whether contact data may be given out to somebody in these roles."""
    if Role.OFFICE in roles:
        return True
    return Role.HOLDER in roles and not matter.reporter_hidden
