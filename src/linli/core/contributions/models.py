"""Contributions: what many people add to one open matter."""

from django.db import models
from django.db.models import Q

from linli.core.matters.models import Matter
from linli.core.records.enums import Channel
from linli.core.records.models import Record
from linli.ground.accounts.models import Account
from linli.ground.communities.models import CommunityOwned


class Contribution(CommunityOwned):
    """One person's input to an open state.  Its record follows within seconds, so that people
    who contribute at once do not queue for the community's record lock."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="contributions")
    kind = models.CharField(max_length=30)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    author_key = models.CharField(
        max_length=64, help_text="Account, receipt or visitor; unique where a kind allows one each."
    )
    once = models.BooleanField(default=True)
    facts = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=30, help_text="The matter's, when it was given.")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    idempotency_key = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="Of what the key was sent with.")
    record = models.OneToOneField(Record, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "kind", "author_key"],
                condition=Q(once=True),
                name="contribution_once",
            ),
            models.UniqueConstraint(
                fields=["matter", "kind", "author_key", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="contribution_by_key",
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "id"],
                condition=Q(record__isnull=True),
                name="contribution_unrecorded",
            ),
        ]
