"""Opening accounts and giving them contacts."""

import unicodedata

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from linli.ground.accounts.errors import (
    ContactTakenError,
    DisplayNameError,
    OtherCommunityError,
)
from linli.ground.accounts.models import Account
from linli.ground.accounts.selectors import find_account, parse_account_contact
from linli.ground.communities.models import Community
from linli.ground.privacy.blind_index import index_contact
from linli.ground.privacy.contacts import Contact, ContactKind

NAME_MAX = 40


@transaction.atomic
def create_account(
    community: Community,
    *,
    display_name: str,
    contact: str = "",
    language: str = "",
    acting_user: Account | None,
) -> Account:
    """An account made for somebody, by an office or at set-up (then `acting_user` is None).

    The contact counts as proven only when its owner signs in with it.  Raises ContactError,
    ContactTakenError, DisplayNameError, OtherCommunityError.
    """
    if acting_user is not None and acting_user.community_id != community.pk:
        raise OtherCommunityError("Accounts are opened by people of the same community.")
    parsed = parse_account_contact(community, contact) if contact else None
    return open_account(
        community,
        contact=parsed,
        display_name=clean_display_name(display_name),
        language=language,
    )


@transaction.atomic
def open_account(
    community: Community, *, contact: Contact | None, language: str, display_name: str = ""
) -> Account:
    """A new account; without a name it gets the neutral one of its language."""
    language = language or community.language
    account = Account(community=community, language=language)
    account.display_name = display_name or get_neutral_name(language)
    if contact is not None:
        put_contact(account, contact)
    _save(account, created=True)
    return account


@transaction.atomic
def change_contact(account: Account, *, contact: Contact) -> None:
    """Stores a contact that has just been proven, in place of an earlier one of its kind.

    Raises ContactTakenError.
    """
    owner = find_account(account.community, contact)
    if owner is not None and owner.pk != account.pk:
        raise ContactTakenError("Another account has this contact.")
    put_contact(account, contact)
    setattr(account, f"{contact.kind}_verified_at", timezone.now())
    _save(account, created=False)


def put_contact(account: Account, contact: Contact) -> None:
    """Sets the contact and its blind index on the row, unsaved."""
    index = index_contact(contact, community_id=account.community_id)
    setattr(account, contact.kind, contact.value)
    setattr(account, f"{contact.kind}_index", index)


def verify_contact(account: Account, *, kind: ContactKind) -> None:
    """Notes when the contact of that kind was last proven."""
    field = f"{kind}_verified_at"
    setattr(account, field, timezone.now())
    account.save(update_fields=[field])


def clean_display_name(text: str) -> str:
    """The name in one spelling; raises DisplayNameError unless it has 1 to 40 visible characters."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    hidden = any(unicodedata.category(character) in {"Cc", "Cf"} for character in name)
    if hidden or not 1 <= len(name) <= NAME_MAX:
        raise DisplayNameError(f"A name has 1 to {NAME_MAX} characters.")
    return name


def get_neutral_name(language: str) -> str:
    """What somebody is called who has not said how."""
    with override(language):
        return gettext("Resident")


def _save(account: Account, *, created: bool) -> None:
    """The unique constraints decide where two open the same contact at once."""
    try:
        with transaction.atomic():
            account.save(force_insert=created)
    except IntegrityError as error:
        raise ContactTakenError("Another account has this contact.") from error
