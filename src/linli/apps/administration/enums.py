"""What can be changed by whoever administers a community."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    """One kind of change, as the history names it."""

    COMMUNITY = "community", _("Community")
    PLACES = "places", _("Places")
    ORGANISATION = "organisation", _("Organisation")
    DUTY = "duty", _("Duty given")
    DUTY_ENDED = "duty_ended", _("Duty ended")
    INVITATION = "invitation", _("Invitation")
    CATEGORY = "category", _("Category")
    CALENDAR = "calendar", _("Calendar")
    LIMIT = "limit", _("Limit")
