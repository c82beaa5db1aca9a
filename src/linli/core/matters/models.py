"""Matters, their promises, links, receipts, and the versions of their rules."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from linli.core.matters.enums import Privacy
from linli.ground.accounts.models import Account
from linli.ground.communities.models import CommunityOwned
from linli.ground.parties.models import Organisation, Resident
from linli.ground.places.models import CodeField, Place


class ProcedureVersion(CommunityOwned):
    """The rules of a kind of matter as they were in force from some day on; never changed.

    `declaration` names the version of the declaration in code, `rules` what this community set:
    limits of promises by subject, days of grace.
    """

    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    declaration = models.PositiveIntegerField()
    rules = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "kind", "number"], name="procedure_version_unique"
            ),
        ]


class Matter(CommunityOwned):
    """One public affair.  Its state changes by steps alone; `title` holds public words only."""

    kind = models.CharField(max_length=30)
    number = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=30)
    entered_at = models.DateTimeField(help_text="When the present state began.")
    subject = models.CharField(max_length=60, blank=True, help_text="Code of the category.")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    place_code = CodeField(max_length=120)
    holder = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reporter = models.ForeignKey(
        Resident, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reporter_hidden = models.BooleanField(default=False)
    privacy = models.CharField(max_length=20, choices=Privacy.choices, default=Privacy.PUBLIC)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, help_text="Earliest open promise.")
    closed_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="matter_number_unique"),
            models.UniqueConstraint(
                fields=["community", "source", "source_id"],
                condition=~Q(source=""),
                name="matter_source_unique",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-opened_at", "-id"], name="matter_latest"),
            models.Index(
                fields=["community", "kind", "state", "-opened_at", "-id"], name="matter_by_state"
            ),
            models.Index(
                fields=["community", "holder", "-opened_at", "-id"], name="matter_by_holder"
            ),
            models.Index(fields=["community", "place_code", "-opened_at"], name="matter_by_place"),
            models.Index(fields=["reporter", "-opened_at"], name="matter_by_reporter"),
            # What is under way alone, however much was ever done: in the order in which it falls
            # due, with the state and place that sort out the rest without reading the matters.
            models.Index(
                fields=["community", "kind", "due_at", "opened_at", "id", "state", "place_code"],
                condition=Q(closed_at__isnull=True),
                name="matter_open_by_due",
            ),
            models.Index(
                fields=["community", "holder", "due_at", "opened_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="matter_open_by_holder",
            ),
            models.Index(
                fields=["community", "kind", "closed_at"],
                condition=Q(closed_at__isnull=False),
                name="matter_ended_by_time",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Promise(CommunityOwned):
    """What a party must do by when.  Open until it is met or falls away; nothing in between."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="promises")
    name = models.CharField(max_length=40)
    party = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    limit = models.CharField(max_length=12, help_text="Such as 5wd, 4wh, 24nh.")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField(default=False)
    met_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    extension = models.CharField(
        max_length=12, blank=True, help_text="The limit that was added, such as 3wd."
    )
    extended_from = models.DateTimeField(
        null=True, blank=True, help_text="When it was due before anybody extended it."
    )
    rung = models.PositiveSmallIntegerField(
        default=0, help_text="How many duties were told that it is late."
    )

    @property
    def fell_away(self) -> bool:
        """Dropped before it was due: nothing was promised in the end, and nothing is shown."""
        return self.cancelled_at is not None and self.cancelled_at <= self.due_at

    @property
    def settled_at(self) -> datetime | None:
        """When it was met, or dropped without having been met."""
        return self.met_at or self.cancelled_at

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "name"],
                condition=Q(met_at__isnull=True, cancelled_at__isnull=True),
                name="promise_open_once",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="promise_settled_once",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "party", "name"], name="promise_by_party"),
            models.Index(
                fields=["community", "due_at"],
                condition=Q(provisional=True, met_at__isnull=True, cancelled_at__isnull=True),
                name="promise_provisional",
            ),
            models.Index(
                fields=["community", "rung", "due_at"],
                condition=Q(met_at__isnull=True, cancelled_at__isnull=True),
                name="promise_open_by_rung",
            ),
        ]


class MatterLink(CommunityOwned):
    """The thread: `matter` stands in this relation to `other` (raised from, merged into …)."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="backlinks")
    relation = models.CharField(max_length=30)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "matter", "other", "relation"], name="matter_link_unique"
            ),
            models.CheckConstraint(
                condition=~Q(matter=models.F("other")), name="matter_link_not_itself"
            ),
        ]


class Receipt(CommunityOwned):
    """What permits the reporter's steps without an account; only a digest of the secret is kept."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="receipts")
    secret_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "secret_digest"], name="receipt_secret_unique"
            ),
        ]


class IdempotencyKey(CommunityOwned):
    """What a key was used for, so that the same request twice takes effect once."""

    scope = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")
    sequence = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "scope", "key"], name="idempotency_once"),
        ]


class ReceiptAttempts(CommunityOwned):
    """Wrong secrets counted by keyed digest of address or number, for a quarter of an hour."""

    bucket = models.CharField(max_length=64)
    since = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "receipt attempts"
        constraints = [
            models.UniqueConstraint(fields=["community", "bucket"], name="receipt_attempts_once"),
        ]
