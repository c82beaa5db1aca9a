"""Blind indexes: equality can be asked of encrypted contact data without reading it.

HMAC-SHA-256 over the one spelling of a value, under a key of its purpose and community: the same
phone has unrelated indexes in two communities, and in the two columns of different purposes.
"""

import hashlib
import hmac
import uuid

from linli.ground.privacy.contacts import Contact
from linli.ground.privacy.keys import derive_key, get_key_ring

INDEX_LENGTH = 64


def blind_index(value: str, *, purpose: str, community_id: uuid.UUID) -> str:
    """64 hexadecimal characters under the current key; the value must be normalised already."""
    return _digest(get_key_ring().current, value, purpose, community_id)


def list_blind_indexes(value: str, *, purpose: str, community_id: uuid.UUID) -> list[str]:
    """The index under each key on the ring, current first: what a look-up during a rotation asks."""
    keys = get_key_ring().all_keys
    return [_digest(master, value, purpose, community_id) for master in keys]


def index_contact(contact: Contact, *, community_id: uuid.UUID) -> str:
    """What to store beside the encrypted contact."""
    return blind_index(contact.value, purpose=contact.kind, community_id=community_id)


def list_contact_indexes(contact: Contact, *, community_id: uuid.UUID) -> list[str]:
    """What to look a contact up by: `filter(phone_index__in=…)`."""
    return list_blind_indexes(contact.value, purpose=contact.kind, community_id=community_id)


def _digest(master: bytes, value: str, purpose: str, community_id: uuid.UUID) -> str:
    key = derive_key(master, f"index/{purpose}/{community_id}")
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()
