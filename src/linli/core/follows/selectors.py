"""Reading follows: one's own, and whom to tell."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from linli.core.follows.models import Follow
from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_matters


def is_following(matter: Matter, *, user: ActingUser) -> bool:
    """Whether this account follows the matter; False, without a query, for nobody's."""
    if user.account is None:
        return False
    return Follow.objects.filter(matter=matter, account=user.account).exists()


def list_followed_matters(user: ActingUser) -> QuerySet[Matter]:
    """What this account follows and may still see, the latest first."""
    if user.account is None:
        return Matter.objects.none()
    followed = Follow.objects.filter(community=user.community, account=user.account)
    return list_matters(user).filter(pk__in=followed.values("matter"))


def list_following_accounts(matters: Iterable[Matter]) -> dict[UUID, list[UUID]]:
    """Accounts that follow each of these, in the order in which they began; one query.

    Of public matters alone: who followed one that has since been closed to others may not know it.
    """
    keys = [matter.pk for matter in matters if matter.privacy == Privacy.PUBLIC]
    rows = (
        Follow.objects.filter(matter__in=keys, account__is_active=True)
        .order_by("id")
        .values_list("matter_id", "account_id")
    )
    found: dict[UUID, list[UUID]] = {}
    for matter, account in rows:
        found.setdefault(matter, []).append(account)
    return found
