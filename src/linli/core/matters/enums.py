"""Who may know that a matter exists."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Privacy(TextChoices):
    """PUBLIC: category, grid, state and clock are open.  RESTRICTED: for others it does not exist."""

    PUBLIC = "public", _("Public")
    RESTRICTED = "restricted", _("For the parties alone")


class Role(TextChoices):
    """What a reader is to a matter."""

    PUBLIC = "public", _("Everybody")
    REPORTER = "reporter", _("Reporter")
    HOLDER = "holder", _("Handling organisation")
    OFFICE = "office", _("Office")


class LinkRelation(TextChoices):
    """How matters hang together."""

    RAISED_FROM = "raised_from", _("Raised from")
    MERGED_INTO = "merged_into", _("Merged into")
    PART_OF = "part_of", _("Part of")
    DECIDED_BY = "decided_by", _("Decided by")
    FUNDED_BY = "funded_by", _("Funded by")
    DELIVERED_BY = "delivered_by", _("Delivered by")
    REVIEWED_BY = "reviewed_by", _("Reviewed by")
