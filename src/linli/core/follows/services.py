"""Beginning and ending to follow a matter."""

from datetime import datetime

from django.db import transaction

from linli.core.follows.models import Follow
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter


@transaction.atomic
def follow_matter(matter: Matter, *, acting_user: ActingUser, now: datetime) -> None:
    """Whoever is signed in hears of every later step; again, it changes nothing.

    The caller has fetched the matter for this user.  Raises StepRefusedError (needs_account).
    """
    if acting_user.account is None:
        raise StepRefusedError("needs_account", "follow")
    Follow.objects.get_or_create(
        community=acting_user.community,
        account=acting_user.account,
        matter=matter,
        defaults={"at": now},
    )


@transaction.atomic
def unfollow_matter(matter: Matter, *, acting_user: ActingUser) -> None:
    """He hears no more of it.  Raises StepRefusedError (needs_account)."""
    if acting_user.account is None:
        raise StepRefusedError("needs_account", "unfollow")
    Follow.objects.filter(matter=matter, account=acting_user.account).delete()
