"""The record stream, its private parts, its consumers, and the job queue."""

import uuid

from django.db import models
from django.db.models import Q

from linli.core.records.enums import Audience, Channel
from linli.ground.accounts.models import Account
from linli.ground.communities.models import Community, CommunityOwned
from linli.ground.parties.models import Organisation


class Stream(models.Model):
    """The last sequence number of a community; its row lock orders the records."""

    community = models.OneToOneField(Community, primary_key=True, on_delete=models.PROTECT)
    last = models.BigIntegerField(default=0)


class Record(CommunityOwned):
    """What a step leaves for ever: codes, times and organisations, never a word by a person.

    `matter_id` is no foreign key: the record stands without the row that it speaks of.
    """

    sequence = models.BigIntegerField()
    matter_id = models.UUIDField()
    matter_number = models.CharField(max_length=32)
    kind = models.CharField(max_length=30)
    step = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30)
    at = models.DateTimeField(help_text="When it happened; before recorded_at for imported ones.")
    recorded_at = models.DateTimeField()
    role = models.CharField(max_length=30)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    facts = models.JSONField(default=dict)
    commitments = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "sequence"], name="record_sequence"),
        ]
        indexes = [
            models.Index(fields=["matter_id", "sequence"], name="record_by_matter"),
            # Figures of one kind of step over a year, however much else happened in it.
            models.Index(fields=["community", "kind", "step", "at"], name="record_by_step"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.matter_number} {self.step}"


class RecordPart(models.Model):
    """A text that a record only commits to; deleted with its salt, nothing can be recovered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="parts")
    name = models.CharField(max_length=40)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    text = models.TextField()
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "name"], name="record_part_unique"),
        ]


class RecordAuthor(models.Model):
    """Who took the step: what four eyes and recusal need, deletable when they no longer do."""

    record = models.OneToOneField(
        Record, primary_key=True, on_delete=models.PROTECT, related_name="author"
    )
    matter_id = models.UUIDField(db_index=True)
    step = models.CharField(max_length=40)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    channel = models.CharField(max_length=20, choices=Channel.choices)


class Cursor(models.Model):
    """How far a consumer has followed a community's records."""

    consumer = models.CharField(max_length=60)
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sequence = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "consumer"], name="cursor_unique"),
        ]


class Job(models.Model):
    """Work that follows a write, committed with it and deleted with its own effect."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["run_at"], name="job_due", condition=Q(failed_at__isnull=True)),
        ]


class Schedule(models.Model):
    """When a periodic task ran last."""

    task = models.CharField(primary_key=True, max_length=60)
    ran_at = models.DateTimeField()


class WorkerLease(models.Model):
    """Which worker process may run jobs, and until when its word counts."""

    name = models.CharField(primary_key=True, max_length=30)
    holder = models.UUIDField()
    until = models.DateTimeField()
