"""What was set up, by whom and when, and who is invited to join in."""

from django.db import models

from linli.apps.administration.enums import ChangeKind
from linli.ground.accounts.models import Account
from linli.ground.communities.models import CommunityOwned
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Organisation
from linli.ground.places.models import Place


class Change(CommunityOwned):
    """One change to the set-up of a community; only ever added to."""

    at = models.DateTimeField()
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=30, choices=ChangeKind.choices)
    about = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["community", "-at"], name="change_latest")]


class Invitation(CommunityOwned):
    """A link with which somebody joins an organisation's people, once; of its secret the digest
    alone is kept."""

    digest = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=DutyKind.choices)
    invited_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="When it was used or withdrawn.")

    class Meta:
        indexes = [
            models.Index(fields=["community", "organisation", "expires_at"], name="invitation_open")
        ]
