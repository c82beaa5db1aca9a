"""The field keys and what is derived from them.

One master key protects all personal fields.  Nothing is encrypted with it directly: every purpose
has its own key by HKDF-SHA-256 (RFC 5869), so that a key for phones opens no mail address and an
index key opens nothing.  Older keys stay readable until all rows are sealed again.
"""

from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from linli.ground.privacy.errors import FieldKeyError

KEY_BYTES = 32
KEY_ID_BYTES = 4
_LABEL = b"linli/1/"


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """The current master key and the older ones that may still open what they sealed."""

    current: bytes
    older: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        for key in self.all_keys:
            if len(key) != KEY_BYTES:
                raise FieldKeyError(f"A field key has {KEY_BYTES} bytes, not {len(key)}.")

    @property
    def all_keys(self) -> tuple[bytes, ...]:
        """Every key, the current one first."""
        return (self.current, *self.older)

    def find_key(self, key_id: bytes) -> bytes | None:
        """The key with that id, or None."""
        return next((key for key in self.all_keys if identify_key(key) == key_id), None)


def get_key_ring() -> KeyRing:
    """The keys that the settings name: LINLI_FIELD_KEY, and LINLI_FIELD_KEYS_OLD where set."""
    current = getattr(settings, "LINLI_FIELD_KEY", None)
    if not isinstance(current, bytes):
        raise FieldKeyError("LINLI_FIELD_KEY is missing or not bytes.")
    return KeyRing(current, tuple(getattr(settings, "LINLI_FIELD_KEYS_OLD", ())))


@lru_cache(maxsize=4096)
def derive_key(master: bytes, purpose: str) -> bytes:
    """A 32-byte key that serves one purpose only."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=_LABEL + purpose.encode()).derive(master)


def identify_key(master: bytes) -> bytes:
    """Four bytes that name a master key in sealed text and tell nothing about it."""
    return derive_key(master, "key-id")[:KEY_ID_BYTES]
