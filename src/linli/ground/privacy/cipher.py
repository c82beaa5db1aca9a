"""Sealing of short texts: AES-256-GCM, bound to the place that the text belongs to.

Sealed text is base64url of: one version byte, four bytes of key id, twelve random bytes of nonce
(NIST SP 800-38D, 8.2.2), ciphertext with its 16-byte tag.  The binding (table, column, community)
is associated data: a sealed phone that is copied into another column or community does not open.
"""

import base64
import binascii
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from linli.ground.privacy.errors import DecryptionError, UnknownKeyError
from linli.ground.privacy.keys import KEY_ID_BYTES, derive_key, get_key_ring, identify_key

VERSION = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16
_HEAD = len(VERSION) + KEY_ID_BYTES


def seal(clear: str, *, purpose: str, binding: Sequence[str]) -> str:
    """Sealed text under the current key; sealing twice gives two different texts."""
    master = get_key_ring().current
    head = VERSION + identify_key(master)
    nonce = secrets.token_bytes(NONCE_BYTES)
    box = _box(master, purpose).encrypt(nonce, clear.encode(), _associated(head, binding))
    return base64.urlsafe_b64encode(head + nonce + box).decode().rstrip("=")


def unseal(sealed: str, *, purpose: str, binding: Sequence[str]) -> str:
    """The clear text.

    Raises UnknownKeyError where no key on the ring sealed it, DecryptionError where it is
    damaged, forged or bound to another place.
    """
    raw = _decode(sealed)
    head, nonce, box = raw[:_HEAD], raw[_HEAD : _HEAD + NONCE_BYTES], raw[_HEAD + NONCE_BYTES :]
    master = get_key_ring().find_key(head[len(VERSION) :])
    if master is None:
        raise UnknownKeyError("No field key on the ring sealed this text.")
    try:
        return _box(master, purpose).decrypt(nonce, box, _associated(head, binding)).decode()
    except InvalidTag as error:
        raise DecryptionError("The sealed text was changed or belongs elsewhere.") from error


def is_sealed_with_current_key(sealed: str) -> bool:
    """False where a rotation has still to seal this text again."""
    key_id = _decode(sealed)[len(VERSION) : _HEAD]
    return key_id == identify_key(get_key_ring().current)


def _box(master: bytes, purpose: str) -> AESGCM:
    return AESGCM(derive_key(master, f"seal/{purpose}"))


def _associated(head: bytes, binding: Sequence[str]) -> bytes:
    """Each part with its length before it, so that no two bindings give the same bytes."""
    parts = [part.encode() for part in binding]
    return head + b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _decode(sealed: str) -> bytes:
    """Strict: only the one spelling that `seal` writes is read."""
    try:
        raw = base64.b64decode(sealed + "=" * (-len(sealed) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise DecryptionError("This is no sealed text.") from error
    canonical = base64.urlsafe_b64encode(raw).decode().rstrip("=") == sealed
    if not canonical or len(raw) < _HEAD + NONCE_BYTES + TAG_BYTES or raw[:1] != VERSION:
        raise DecryptionError("This is no sealed text of a version that is known.")
    return raw
