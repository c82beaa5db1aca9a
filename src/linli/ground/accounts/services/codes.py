"""Sign-in codes: six digits sent to a contact, valid ten minutes, five tries, once.

Asking for a code never looks at accounts, so it cannot tell whether there is one: an account is
found or made only when the code comes back.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linli.ground.accounts.enums import LimitScope
from linli.ground.accounts.errors import AccountClosedError, CodeInvalidError
from linli.ground.accounts.models import Account, SignInCode
from linli.ground.accounts.policies import CODE_ATTEMPTS, CODE_DIGITS, CODE_LIFETIME
from linli.ground.accounts.selectors import find_account, parse_account_contact
from linli.ground.accounts.senders import CodeMessage, deliver_message
from linli.ground.accounts.services.limits import (
    require_below_limit,
    spend_limit,
)
from linli.ground.accounts.services.opening import open_account, verify_contact
from linli.ground.accounts.services.proving import SALT_BYTES, hash_code, spend_code
from linli.ground.communities.models import Community
from linli.ground.privacy.blind_index import index_contact
from linli.ground.privacy.contacts import Contact
from linli.ground.privacy.network import index_network

_PER_CONTACT = (
    LimitScope.CODE_CONTACT_MINUTE,
    LimitScope.CODE_CONTACT_HOUR,
    LimitScope.CODE_CONTACT_DAY,
)
_PER_NETWORK = (LimitScope.CODE_NETWORK_HOUR, LimitScope.CODE_NETWORK_DAY)


@dataclass(frozen=True, slots=True)
class CodeRequest:
    """What the person who asked may know: where the code goes and until when it is valid."""

    contact: Contact
    expires_at: datetime


def deliver_after_commit(message: CodeMessage) -> None:
    """Sends once the transaction stands; DeliveryError then reaches the caller of `request_code`."""
    transaction.on_commit(lambda: deliver_message(message))


@transaction.atomic
def request_code(
    community: Community,
    *,
    contact: str,
    network_address: str,
    language: str,
    deliver: Callable[[CodeMessage], None] = deliver_after_commit,
) -> CodeRequest:
    """Sends a code to the contact, in the same way whether or not an account has it.

    `deliver` is called inside the transaction; a job queue may be put there.  Raises ContactError,
    TooManyRequestsError, and from the default sender DeliveryError.
    """
    target = parse_account_contact(community, contact)
    contact_index = index_contact(target, community_id=community.pk)
    network_index = index_network(network_address, community_id=community.pk)
    _spend_request_limits(community, contact_index, network_index)
    language = language if language in dict(settings.LANGUAGES) else community.language
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    row = _keep_code(community, contact_index, network_index, code, language)
    deliver(CodeMessage(target, code, language, community.name))
    return CodeRequest(target, row.expires_at)


def confirm_code(community: Community, *, contact: str, code: str, network_address: str) -> Account:
    """The account of the contact that the code proves; the first sign-in makes it.

    Durable, so that a counted failure is never rolled back with its refusal.  Raises ContactError,
    TooManyRequestsError, CodeInvalidError, AccountClosedError.
    """
    target = parse_account_contact(community, contact)
    with transaction.atomic(durable=True):
        row = spend_code(community, contact=target, code=code, network_address=network_address)
        account = _account_of(row, target) if row else None
    if account is None:
        raise CodeInvalidError("The code is wrong, used or expired.")
    if not account.is_active:
        raise AccountClosedError("This account may not sign in.")
    return account


def _spend_request_limits(community: Community, contact_index: str, network_index: str) -> None:
    for scope in _PER_CONTACT:
        spend_limit(community, scope=scope, subject_index=contact_index)
    for scope in _PER_NETWORK:
        spend_limit(community, scope=scope, subject_index=network_index)
    require_below_limit(community, scope=LimitScope.WRONG_CODE_CONTACT, subject_index=contact_index)


def _keep_code(
    community: Community, contact_index: str, network_index: str, code: str, language: str
) -> SignInCode:
    """Only the newest code opens: earlier ones of the contact end here."""
    now, salt = timezone.now(), secrets.token_bytes(SALT_BYTES)
    SignInCode.objects.filter(
        community=community, contact_index=contact_index, used_at=None
    ).update(attempts_left=0)
    return SignInCode.objects.create(
        community=community,
        contact_index=contact_index,
        network_index=network_index,
        salt=salt,
        code_hash=hash_code(salt, contact_index, code),
        language=language,
        attempts_left=CODE_ATTEMPTS,
        expires_at=now + CODE_LIFETIME,
    )


def _account_of(row: SignInCode, contact: Contact) -> Account:
    account = find_account(row.community, contact)
    if account is None:
        account = open_account(row.community, contact=contact, language=row.language)
    verify_contact(account, kind=contact.kind)
    return account
