"""What a community adds to its profile's calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.communities.models import CommunityOwned, new_key


class CommunityCalendar(CommunityOwned):
    """One row a community, made with its first change; locked while the calendar changes."""

    version = models.UUIDField(
        default=new_key,
        editable=False,
        help_text=_("New with each change, so that every process sees that its copy is old."),
    )
    weekly = models.JSONField(
        null=True,
        blank=True,
        help_text=_("Working hours under the names of the days; empty for the profile's."),
    )
    changed_by_id = models.UUIDField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], name="community_calendar_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.community_id}: {self.version}"


class CalendarNotice(CommunityOwned):
    """The holidays and make-up days of one year, as the authority published them."""

    year = models.PositiveSmallIntegerField()
    source = models.CharField(
        max_length=200, help_text=_("The document that says so, with its number.")
    )
    days = models.JSONField(help_text=_("Kind of day (holiday or workday) by date."))
    loaded_at = models.DateTimeField()
    loaded_by_id = models.UUIDField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "year"], name="calendar_notice_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.source}"
