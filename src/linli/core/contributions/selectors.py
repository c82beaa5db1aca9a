"""Reading contributions: how many of each kind, and whether one's own is among them."""

from django.db.models import Count, Q, QuerySet

from linli.core.contributions.models import Contribution
from linli.core.contributions.policies import admit
from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import ContributionKind
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter
from linli.core.matters.registry import list_registrations
from linli.core.matters.selectors import list_matters
from linli.core.matters.versions import procedure_of
from linli.core.records.enums import Channel


def count_contributions(matter: Matter) -> dict[str, int]:
    """Contributions to a matter by kind."""
    rows = (
        Contribution.objects.filter(matter=matter)
        .values_list("kind")
        .annotate(number=Count("id"))
        .order_by("kind")
    )
    return dict(rows)


def list_possible_contributions(matter: Matter, *, user: ActingUser) -> list[ContributionKind]:
    """Contributions that are open to this user in the matter's present state; on a page, to
    whoever has no account as well."""
    if not _is_known(user) and user.channel is Channel.WEB:
        user = user.as_visitor()
    possible = []
    for declared in procedure_of(matter).contributions:
        try:
            admit(declared, matter, user)
        except StepRefusedError:
            continue
        if not declared.once or not has_contributed(matter, declared.name, user=user):
            possible.append(declared)
    return possible


def has_contributed(matter: Matter, kind: str, *, user: ActingUser) -> bool:
    """Whether this account, or this visitor, gave that contribution already."""
    return _own(user).filter(matter=matter, kind=kind).exists() if _is_known(user) else False


def list_joined_matters(user: ActingUser) -> QuerySet[Matter]:
    """Matters to which this account or visitor added something of which one is told, the latest
    first; the reporter's own are left out."""
    if not _is_known(user):
        return Matter.objects.none()
    followed = {
        kind.name
        for registration in list_registrations()
        for kind in registration.procedure.contributions
        if kind.followed
    }
    given = _own(user).filter(kind__in=followed)
    matters = list_matters(user).filter(pk__in=given.values("matter"))
    if user.resident_id is not None:
        matters = matters.filter(~Q(reporter_id=user.resident_id) | Q(reporter__isnull=True))
    return matters.exclude(pk__in=user.receipt_matters)


def _is_known(user: ActingUser) -> bool:
    return user.account is not None or bool(user.visitor)


def _own(user: ActingUser) -> QuerySet[Contribution]:
    mine = Contribution.objects.filter(community=user.community)
    if user.account is not None:
        return mine.filter(account=user.account)
    return mine.filter(author_key=f"visitor/{user.visitor}")
