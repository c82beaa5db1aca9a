"""What people change in their own accounts."""

from django.conf import settings
from django.db import transaction

from linli.ground.accounts.enums import View
from linli.ground.accounts.errors import ChoiceError, CodeInvalidError
from linli.ground.accounts.models import Account, new_session_secret
from linli.ground.accounts.policies import require_owner
from linli.ground.accounts.selectors import parse_account_contact
from linli.ground.accounts.services.opening import change_contact, clean_display_name
from linli.ground.accounts.services.proving import spend_code


@transaction.atomic
def update_account(
    account: Account, *, acting_user: Account, display_name: str, language: str, view: str
) -> None:
    """Stores name, language and view.

    Raises NotYourAccountError, DisplayNameError, ChoiceError.
    """
    require_owner(account, acting_user)
    if language not in dict(settings.LANGUAGES) or view not in View.values:
        raise ChoiceError("No language or view of that name.")
    account.display_name = clean_display_name(display_name)
    account.language, account.view = language, view
    account.save(update_fields=["display_name", "language", "view"])


def rename_account(account: Account, *, acting_user: Account, display_name: str) -> None:
    """Stores how somebody is called, as he wrote it.

    Raises NotYourAccountError, DisplayNameError.
    """
    require_owner(account, acting_user)
    account.display_name = clean_display_name(display_name)
    account.save(update_fields=["display_name"])


def attach_contact(
    account: Account, *, acting_user: Account, contact: str, code: str, network_address: str
) -> None:
    """Gives the account a contact that the code proves, in place of one of the same kind.

    Raises NotYourAccountError, ContactError, TooManyRequestsError, CodeInvalidError and, only to
    somebody who holds the contact, ContactTakenError.
    """
    require_owner(account, acting_user)
    target = parse_account_contact(account.community, contact)
    with transaction.atomic(durable=True):
        row = spend_code(
            account.community, contact=target, code=code, network_address=network_address
        )
        if row is not None:
            change_contact(account, contact=target)
    if row is None:
        raise CodeInvalidError("The code is wrong, used or expired.")


@transaction.atomic
def sign_out_everywhere(account: Account, *, acting_user: Account) -> None:
    """Ends every session of the account, on all devices, this one included.

    Sessions are bound to the account's session secret, so a new one ends them all at once.
    Raises NotYourAccountError.
    """
    require_owner(account, acting_user)
    account.password = new_session_secret()
    account.save(update_fields=["password"])
