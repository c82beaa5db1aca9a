"""Salted commitments: a record vouches for a text or file without holding it. Pure.

digest = SHA-256("linli/part/1" ‖ 0 ‖ salt ‖ name ‖ 0 ‖ text), and for a file
SHA-256("linli/file/1" ‖ 0 ‖ salt ‖ name ‖ 0 ‖ SHA-256(bytes)).  With 32 random bytes of salt the
digest of something deleted says nothing about it, however short it was.
"""

import hashlib
import secrets

SALT_BYTES = 32
DOMAIN = b"linli/part/1\0"
FILE_DOMAIN = b"linli/file/1\0"


def new_salt() -> bytes:
    """32 bytes from the system's random source."""
    return secrets.token_bytes(SALT_BYTES)


def commit(name: str, text: str, salt: bytes) -> str:
    """The commitment in hexadecimal; ValueError where the salt is not 32 bytes."""
    return _commit(DOMAIN, name, text.encode(), salt)


def commit_file(name: str, digest: str, salt: bytes) -> str:
    """The commitment to a file whose SHA-256 in hexadecimal is `digest`."""
    return _commit(FILE_DOMAIN, name, bytes.fromhex(digest), salt)


def _commit(domain: bytes, name: str, content: bytes, salt: bytes) -> str:
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(domain + salt + name.encode() + b"\0" + content).hexdigest()
