"""What was set up, by whom and when."""

from django.db import models

from linli.apps.administration.enums import ChangeKind
from linli.ground.accounts.models import Account
from linli.ground.communities.models import CommunityOwned


class Change(CommunityOwned):
    """One change to the set-up of a community; only ever added to."""

    at = models.DateTimeField()
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=30, choices=ChangeKind.choices)
    about = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["community", "-at"], name="change_latest")]
