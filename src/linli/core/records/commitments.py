"""Salted commitments: a record vouches for a text without holding it. Pure.

digest = SHA-256("linli/part/1" ‖ 0 ‖ salt ‖ name ‖ 0 ‖ text).  With 32 random bytes of salt the
digest of a deleted text says nothing about it, however short the text was.
"""

import hashlib
import secrets

SALT_BYTES = 32
DOMAIN = b"linli/part/1\0"


def new_salt() -> bytes:
    """32 bytes from the system's random source."""
    return secrets.token_bytes(SALT_BYTES)


def commit(name: str, text: str, salt: bytes) -> str:
    """The commitment in hexadecimal; ValueError where the salt is not 32 bytes."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(DOMAIN + salt + name.encode() + b"\0" + text.encode()).hexdigest()
