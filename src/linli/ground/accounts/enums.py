"""What an account chooses, and what is counted at the door."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class View(TextChoices):
    """How pages are shown to this person."""

    STANDARD = "standard", _("Standard view")
    ELDER = "elder", _("Elder view")


class LimitScope(TextChoices):
    """One counted thing; the number and window of each stand in `policies.LIMITS`."""

    CODE_CONTACT_MINUTE = "code_contact_minute"
    CODE_CONTACT_HOUR = "code_contact_hour"
    CODE_CONTACT_DAY = "code_contact_day"
    CODE_NETWORK_HOUR = "code_network_hour"
    CODE_NETWORK_DAY = "code_network_day"
    WRONG_CODE_CONTACT = "wrong_code_contact"
    WRONG_CODE_NETWORK = "wrong_code_network"
    PASSKEY_NETWORK = "passkey_network"
    VISIT_NETWORK_DAY = "visit_network_day"
