"""What was learned from decisions, and what many wrote about."""

from django.db import models

from linli.apps.insight.enums import Target
from linli.ground.communities.models import CommunityOwned


class LearnedModel(CommunityOwned):
    """One attempt at learning: the figures of a trial on decisions that it had not seen, and the
    model itself where it took over.  Kept: decisions name the version that suggested.

    `decisions` is how many it learned from, the last of them reported at `learned_until`.
    """

    target = models.CharField(max_length=20, choices=Target.choices)
    version = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    decisions = models.PositiveIntegerField()
    known = models.PositiveIntegerField(help_text="How many decisions there were, held out or not.")
    learned_until = models.DateTimeField()
    trial = models.JSONField()
    taken_over = models.BooleanField()
    data = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["community", "target", "-made_at"], name="learned_model_latest")
        ]


class TopicReport(CommunityOwned):
    """What many wrote about, as it was found at some time; of each community the last one."""

    made_at = models.DateTimeField()
    data = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community"], name="topic_report_once")]
