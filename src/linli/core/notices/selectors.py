"""Reading notices, and who is to get them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.core.notices.models import Notice
from linli.ground.accounts.models import Account
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Duty


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
