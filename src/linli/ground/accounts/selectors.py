"""Reads accounts and their passkeys."""

from dataclasses import dataclass

from django.db.models import QuerySet

from linli.ground.accounts.models import Account, Passkey
from linli.ground.communities.models import Community
from linli.ground.privacy.blind_index import list_contact_indexes
from linli.ground.privacy.contacts import CHINA, Contact, parse_contact
from linli.ground.privacy.errors import ContactError
from linli.ground.privacy.masking import mask_mail, mask_phone
from linli.ground.profiles.loader import read_part


@dataclass(frozen=True, slots=True)
class MaskedContacts:
    """An account's contacts as its owner sees them; "" where there is none."""

    phone: str
    mail: str


def parse_account_contact(community: Community, text: str) -> Contact:
    """A contact that a code can reach, read by the customs of the community's profile.

    Raises ContactError, also `phone_no_messages` for a landline.
    """
    code = str(read_part(community.profile, "profile").get("calling_code", CHINA))
    contact = parse_contact(text, country_code=code)
    if not contact.takes_messages:
        raise ContactError("phone_no_messages")
    return contact


def find_account(community: Community, contact: Contact) -> Account | None:
    """The account that has this contact, closed ones included."""
    indexes = list_contact_indexes(contact, community_id=community.pk)
    accounts = Account.objects.filter(community=community)
    return accounts.filter(**{f"{contact.kind}_index__in": indexes}).first()


def get_masked_contacts(account: Account) -> MaskedContacts:
    """Contacts for the owner's page, in one query where the session left them in the table."""
    if deferred := account.get_deferred_fields() & {"phone", "mail"}:
        account.refresh_from_db(fields=sorted(deferred))
    return MaskedContacts(
        phone=mask_phone(account.phone) if account.phone else "",
        mail=mask_mail(account.mail) if account.mail else "",
    )


def list_passkeys(account: Account) -> QuerySet[Passkey]:
    """The account's passkeys, oldest first."""
    return Passkey.objects.filter(account=account).order_by("created_at", "id")
