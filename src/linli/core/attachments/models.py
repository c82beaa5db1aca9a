"""Photos: those that were sent and wait for a step, and those that belong to a record."""

import uuid

from django.db import models
from django.db.models import Q

from linli.core.matters.models import Matter
from linli.core.records.enums import Audience
from linli.core.records.models import Record
from linli.ground.communities.models import CommunityOwned


class Upload(CommunityOwned):
    """A photo that was sent and cleaned, and that no step has taken yet.

    The row stands before its files do, so that no file is without one.  `key` is the same for the
    same photo in the same form: sent again, it is found and not stored again.
    """

    key = models.CharField(max_length=64)
    picture = models.CharField(max_length=200)
    thumbnail = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the picture's bytes.")
    network = models.CharField(max_length=64, blank=True, help_text="Keyed hash of the sender's.")
    created_at = models.DateTimeField()
    stored_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True, help_text="From then on the files are a record's.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "key"], name="upload_key_unique"),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="upload_by_age"),
            models.Index(
                fields=["community", "network"],
                condition=Q(taken_at__isnull=True),
                name="upload_waiting_by_network",
            ),
        ]


class Attachment(CommunityOwned):
    """A photo of a record: the record holds a salted commitment, this row the salt.

    Deleted with its salt and files, nothing can be recovered.  The key is random, because it is
    the photo's address and must tell nothing.  `source` is the contribution, or a key drawn for
    the step, until the record exists.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    record = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField(db_index=True)
    step = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    name = models.CharField(max_length=48, help_text="Of the commitment in the record.")
    position = models.PositiveSmallIntegerField()
    audience = models.CharField(max_length=20, choices=Audience.choices)
    picture = models.CharField(max_length=200)
    thumbnail = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "name"],
                condition=Q(record__isnull=False),
                name="attachment_name_unique",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "matter", "record"], name="attachment_by_matter"),
        ]
