"""What can be learned."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Target(TextChoices):
    """What a model says of a report."""

    CATEGORY = "category", _("Category")
    ORGANISATION = "organisation", _("Organisation")
