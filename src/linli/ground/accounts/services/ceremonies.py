"""What an authenticator answers, checked by py_webauthn and refused in one way."""

from dataclasses import dataclass
from typing import Any

from webauthn import verify_authentication_response, verify_registration_response
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import (
    bytes_to_base64url,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.registration.verify_registration_response import VerifiedRegistration

from linli.ground.accounts.errors import PasskeyError
from linli.ground.accounts.models import Passkey

# The library reads CBOR and COSE that a stranger wrote, and what is missing or of a wrong type in
# it surfaces as these.
_MALFORMED = (WebAuthnException, ValueError, LookupError, TypeError)


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Who asks for the proof: host name without port, name for people, origin of the pages."""

    id: str
    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class PasskeyChallenge:
    """`options` go to the browser as JSON, `challenge` stays here until its answer comes."""

    options: dict[str, Any]
    challenge: bytes


def verify_registration(
    credential: dict[str, Any], challenge: bytes, party: RelyingParty
) -> VerifiedRegistration:
    """The new credential; raises PasskeyError, also for a key that could never check a signature."""
    try:
        proof = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
        )
        decoded_public_key_to_cryptography(
            decode_credential_public_key(proof.credential_public_key)
        )
    except _MALFORMED as error:
        raise PasskeyError(str(error)) from error
    return proof


def verify_authentication(
    credential: dict[str, Any], challenge: bytes, party: RelyingParty, passkey: Passkey
) -> VerifiedAuthentication:
    """The proof of a signature by this passkey; raises PasskeyError.

    With a current count of zero, because the library would report a counter that did not grow
    before it has looked at the signature, and in the same words as a forgery.
    """
    try:
        proof = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=0,
        )
    except _MALFORMED as error:
        raise PasskeyError(str(error)) from error
    _require_owner_named(credential, passkey)
    return proof


def _require_owner_named(credential: dict[str, Any], passkey: Passkey) -> None:
    """The device says whose passkey it is (7.2, step 6); where it does, it must be so."""
    handle = credential.get("response", {}).get("userHandle")
    if handle and handle != bytes_to_base64url(passkey.account_id.bytes):
        raise PasskeyError("The passkey belongs to somebody else.")
