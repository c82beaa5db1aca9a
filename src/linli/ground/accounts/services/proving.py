"""Taking a code: right once, wrong five times, and the same time for either."""

import hashlib
import hmac

from django.db import transaction
from django.utils import timezone

from linli.ground.accounts.enums import LimitScope
from linli.ground.accounts.models import SignInCode
from linli.ground.accounts.services.limits import (
    clear_failures,
    record_failure,
    require_below_limit,
)
from linli.ground.communities.models import Community
from linli.ground.privacy.blind_index import index_contact
from linli.ground.privacy.contacts import Contact
from linli.ground.privacy.keys import derive_key, get_key_ring
from linli.ground.privacy.network import index_network

SALT_BYTES = 16


@transaction.atomic
def spend_code(
    community: Community, *, contact: Contact, code: str, network_address: str
) -> SignInCode | None:
    """The code's row, used up; None where it is wrong, with the failure counted.

    The caller raises after its transaction.  Raises TooManyRequestsError while locked.
    """
    contact_index = index_contact(contact, community_id=community.pk)
    subjects = {
        LimitScope.WRONG_CODE_CONTACT: contact_index,
        LimitScope.WRONG_CODE_NETWORK: index_network(network_address, community_id=community.pk),
    }
    for scope, subject in subjects.items():
        require_below_limit(community, scope=scope, subject_index=subject)
    row = _lock_open_code(community, contact_index)
    if _is_right(row, code):
        clear_failures(community, scope=LimitScope.WRONG_CODE_CONTACT, subject_index=contact_index)
        return row
    for scope, subject in subjects.items():
        record_failure(community, scope=scope, subject_index=subject)
    return None


def _lock_open_code(community: Community, contact_index: str) -> SignInCode | None:
    open_codes = SignInCode.objects.select_for_update().filter(
        community=community,
        contact_index=contact_index,
        used_at=None,
        attempts_left__gt=0,
        expires_at__gt=timezone.now(),
    )
    return open_codes.order_by("-created_at", "-id").first()


def _is_right(row: SignInCode | None, code: str) -> bool:
    """Marks the row.  Without a row the same hash is made, so that the time says nothing."""
    salt = bytes(row.salt) if row else bytes(SALT_BYTES)
    given = hash_code(salt, row.contact_index if row else "", code)
    if row is None:
        return False
    if not hmac.compare_digest(given, row.code_hash):
        row.attempts_left -= 1
        row.save(update_fields=["attempts_left"])
        return False
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    return True


def hash_code(salt: bytes, contact_index: str, code: str) -> str:
    """Keyed, because a million codes are tried in a second: the table alone gives none away."""
    key = derive_key(get_key_ring().current, "sign-in-code")
    return hmac.new(key, salt + contact_index.encode() + code.encode(), hashlib.sha256).hexdigest()
