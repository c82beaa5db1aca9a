"""Forgetting how a resident can be reached; the row stays, so that his matters keep their shape."""

from django.db import transaction

from linli.ground.parties.models import Resident

EMPTIED = ("name", "phone", "mail")


@transaction.atomic
def erase_contact(resident: Resident) -> None:
    """Empties contact data and consent, and unties the account."""
    for name in EMPTIED:
        setattr(resident, name, "")
    resident.account, resident.consented_at = None, None
    resident.save(update_fields=[*EMPTIED, "account", "consented_at"])
