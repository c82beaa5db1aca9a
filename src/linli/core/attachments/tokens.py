"""Tokens: what a form or a programme holds instead of a photo that it has sent."""

import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer

SALT = "linli.uploads"
LIFETIME = timedelta(hours=6)


def upload_key(*, scope: str, form: str, raw: bytes) -> str:
    """The key of this photo in this form: the same for the same bytes, and told by nobody else.

    Random where there is no form key to tell a repetition by.
    """
    if not form:
        return secrets.token_hex(32)
    secret = f"uploads/{settings.SECRET_KEY}".encode()
    return hmac.digest(secret, f"{scope}\0{form}\0".encode() + raw, "sha256").hex()


def make_token(key: str) -> str:
    """The signed token of an upload's key."""
    return Signer(salt=SALT).sign(key)


def read_token(token: str) -> str:
    """The key, empty for a token that was not made here."""
    try:
        return Signer(salt=SALT).unsign(token)
    except BadSignature:
        return ""
