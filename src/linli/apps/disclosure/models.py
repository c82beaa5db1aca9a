"""Which record stands at which place of the log, and the salts that may be deleted."""

from django.db import models

from linli.core.records.models import Record


class Ledger(models.Model):
    """How many places of the log are given away; its row lock orders them."""

    name = models.CharField(primary_key=True, max_length=20)
    size = models.BigIntegerField(default=0)


class Seal(models.Model):
    """One place of the log.  Without a record it is a cover, which blurs how many others are veiled.

    The log is the installation's, not a community's: its places are numbered across all of them.
    """

    index = models.BigIntegerField(primary_key=True)
    record = models.OneToOneField(Record, null=True, on_delete=models.PROTECT, related_name="seal")
    veiled = models.BooleanField(help_text="The entry says nothing but its own commitment.")
    commitments = models.JSONField(help_text="Of what the record itself does not commit to.")
    told = models.JSONField(
        default=dict,
        help_text="Names of facts by the declarations of the day: answers in clear, facts on the page.",
    )

    def __str__(self) -> str:
        return str(self.index)

    @property
    def place(self) -> int:
        """Counted from one, as people do."""
        return self.index + 1


class SealSalt(models.Model):
    """What opens a commitment of a seal; deleted, nothing can be recovered from it."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="salts")
    name = models.CharField(max_length=20)
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seal", "name"], name="seal_salt_unique")]


class Erased(models.Model):
    """A record whose words were deleted before it had a place: its seal is to keep no salt."""

    record = models.OneToOneField(
        Record, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "erased"


class Growth(models.Model):
    """How large the log was at the end of a day, in UTC; the last days have one row each."""

    day = models.DateField(primary_key=True)
    size = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "growth"
