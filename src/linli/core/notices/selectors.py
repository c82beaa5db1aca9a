"""Reading notices, and who is to get them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.core.contributions.models import Contribution
from linli.core.follows.selectors import list_following_accounts
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter
from linli.core.matters.versions import procedure_of
from linli.core.notices.models import Notice
from linli.ground.accounts.models import Account
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Duty
from linli.ground.parties.selectors import list_current_duty_holders
from linli.ground.places.selectors import list_codes_above


def list_notices(account: Account) -> QuerySet[Notice]:
    """What this account was told, latest first."""
    return Notice.objects.filter(account=account).select_related("matter").order_by("-at", "-id")


def list_handlers(
    community: Community, *, organisations: Iterable[UUID], on: date
) -> dict[UUID, list[UUID]]:
    """Accounts of the people who handle for each organisation on that day; one query."""
    duties = Duty.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        community=community,
        kind=DutyKind.HANDLER,
        organisation__in=list(organisations),
        account__is_active=True,
        starts_on__lte=on,
    )
    found: dict[UUID, list[UUID]] = {}
    for organisation, account in duties.values_list("organisation_id", "account_id").distinct():
        found.setdefault(organisation, []).append(account)
    return found


def list_told_accounts(
    community: Community, *, kind: DutyKind, place_code: str, on: date
) -> list[UUID]:
    """Accounts on a duty of that kind in the nearest place that has any, from this one upwards."""
    held = list_current_duty_holders(
        community, kind=kind, codes=list_codes_above(community, place_code), on=on
    ).filter(account__is_active=True)
    rows = list(held.values_list("account_id", "place__code"))
    return list(dict.fromkeys(account for account, code in rows if code == rows[0][1]))


def list_followers(matters: Iterable[Matter]) -> dict[UUID, list[UUID]]:
    """Accounts that follow, or gave a contribution which is followed, by matter; two queries."""
    looked_at = list(matters)
    found = list_joined_accounts(looked_at)
    for matter, accounts in list_following_accounts(looked_at).items():
        told = found.setdefault(matter, [])
        told += [account for account in accounts if account not in told]
    return found


def list_joined_accounts(matters: Iterable[Matter]) -> dict[UUID, list[UUID]]:
    """Accounts that gave a contribution which is followed, by matter; one query.

    Of public matters alone: who joined one that has since been closed to others may not know it.
    """
    kinds = {
        matter.pk: {each.name for each in procedure_of(matter).contributions if each.followed}
        for matter in matters
        if matter.privacy == Privacy.PUBLIC
    }
    given = Contribution.objects.filter(matter__in=list(kinds), account__is_active=True)
    found: dict[UUID, list[UUID]] = {}
    rows = given.order_by("id").values_list("matter_id", "kind", "account_id")
    for matter, kind, account in rows:
        if kind in kinds[matter] and account not in found.setdefault(matter, []):
            found[matter].append(account)
    return found
