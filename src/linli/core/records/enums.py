"""Who may read a part of a record, and through which channel a step came."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Readers of a private part, from the widest to the narrowest."""

    PUBLIC = "public", _("Everybody")
    PARTIES = "parties", _("Reporter, handling organisation and offices")
    REPORT = "report", _("Reporter and offices; the handling organisation unless hidden from it")
    OFFICES = "offices", _("Reporter and offices")


class Channel(TextChoices):
    """How a step reached the system."""

    WEB = "web", _("Web page")
    API = "api", _("Programme")
    PATROL = "patrol", _("Found on a round")
    DESK = "desk", _("Entered for a resident at the desk")
    IMPORT = "import", _("Taken over from another system")
    SYSTEM = "system", _("The system itself")
