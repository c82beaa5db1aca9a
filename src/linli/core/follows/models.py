"""Follows: who wants to hear how a matter goes on."""

from django.db import models

from linli.core.matters.models import Matter
from linli.ground.accounts.models import Account
from linli.ground.communities.models import CommunityOwned


class Follow(CommunityOwned):
    """One person's interest in one matter.  His own affair: it leaves no record, counts nowhere,
    and goes when he says so."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="follows")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "account", "matter"], name="follow_once"),
        ]
