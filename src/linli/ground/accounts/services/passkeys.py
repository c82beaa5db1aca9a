"""Passkeys (W3C Web Authentication Level 3): signing in with a key that stays on the device.

Credentials are discoverable, so nobody types who he is.  Attestation is not asked for: the maker of
somebody's phone is nobody's business here.  The challenge comes from and goes back to the caller,
who keeps it in the session and gives it out once.
"""

import re
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
)
from webauthn.helpers import (
    bytes_to_base64url,
    options_to_json_dict,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from linli.ground.accounts.errors import (
    AccountClosedError,
    PasskeyCountError,
    PasskeyError,
    PasskeyKnownError,
    PasskeyLimitError,
    PasskeyMissingError,
)
from linli.ground.accounts.models import Account, Passkey
from linli.ground.accounts.policies import PASSKEYS_MAX, require_owner
from linli.ground.accounts.selectors import get_masked_contacts, list_passkeys
from linli.ground.accounts.services.ceremonies import (
    PasskeyChallenge,
    RelyingParty,
    verify_authentication,
    verify_registration,
)
from linli.ground.communities.models import Community

NAME_MAX = 60
_CREDENTIAL_ID = re.compile(r"[A-Za-z0-9_-]{1,1364}")


def begin_registration(
    account: Account, *, acting_user: Account, party: RelyingParty
) -> PasskeyChallenge:
    """What the browser needs to make a passkey.  Raises NotYourAccountError, PasskeyLimitError."""
    require_owner(account, acting_user)
    known = list_passkeys(account)
    if len(known) >= PASSKEYS_MAX:
        raise PasskeyLimitError(f"An account has at most {PASSKEYS_MAX} passkeys.")
    contacts = get_masked_contacts(account)
    options = generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_id=account.pk.bytes,
        user_name=contacts.phone or contacts.mail or account.display_name,
        user_display_name=account.display_name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential_id)) for key in known
        ],
    )
    return PasskeyChallenge(options_to_json_dict(options), options.challenge)


@transaction.atomic
def register_passkey(
    account: Account,
    *,
    acting_user: Account,
    credential: dict[str, Any],
    challenge: bytes,
    party: RelyingParty,
    name: str,
) -> Passkey:
    """Stores the passkey that the device made.

    Raises NotYourAccountError, PasskeyError, PasskeyLimitError, PasskeyKnownError.
    """
    require_owner(account, acting_user)
    proof = verify_registration(credential, challenge, party)
    Account.objects.select_for_update().get(pk=account.pk)
    if list_passkeys(account).count() >= PASSKEYS_MAX:
        raise PasskeyLimitError(f"An account has at most {PASSKEYS_MAX} passkeys.")
    try:
        with transaction.atomic():
            return Passkey.objects.create(
                community_id=account.community_id,
                account=account,
                credential_id=bytes_to_base64url(proof.credential_id),
                public_key=proof.credential_public_key,
                sign_count=proof.sign_count,
                name=_clean_name(name),
            )
    except IntegrityError as error:
        raise PasskeyKnownError("This passkey is registered already.") from error


def begin_authentication(*, party: RelyingParty) -> PasskeyChallenge:
    """What the browser needs to offer the passkeys that it has for this host."""
    options = generate_authentication_options(
        rp_id=party.id, user_verification=UserVerificationRequirement.PREFERRED
    )
    return PasskeyChallenge(options_to_json_dict(options), options.challenge)


@transaction.atomic
def authenticate_passkey(
    community: Community, *, credential: dict[str, Any], challenge: bytes, party: RelyingParty
) -> Account:
    """The account that the passkey proves.

    An unknown passkey gives the same PasskeyError as a wrong signature.  Raises PasskeyCountError
    where the counter did not grow (WebAuthn 3, 6.1.1), AccountClosedError.
    """
    passkey = _lock_passkey(community, credential)
    proof = verify_authentication(credential, challenge, party, passkey)
    counted = proof.new_sign_count or passkey.sign_count
    if counted and proof.new_sign_count <= passkey.sign_count:
        raise PasskeyCountError("The signature counter did not grow.")
    if not passkey.account.is_active:
        raise AccountClosedError("This account may not sign in.")
    passkey.sign_count, passkey.last_used_at = proof.new_sign_count, timezone.now()
    passkey.save(update_fields=["sign_count", "last_used_at"])
    return passkey.account


@transaction.atomic
def remove_passkey(account: Account, *, acting_user: Account, passkey_id: uuid.UUID) -> None:
    """Deletes one passkey.  Raises NotYourAccountError, PasskeyMissingError."""
    require_owner(account, acting_user)
    deleted, _ = list_passkeys(account).filter(pk=passkey_id).delete()
    if not deleted:
        raise PasskeyMissingError("The account has no such passkey.")


def _clean_name(text: str) -> str:
    """One line without control characters, which PostgreSQL would not store."""
    words = "".join(letter if letter.isprintable() else " " for letter in text).split()
    return " ".join(words)[:NAME_MAX]


def _lock_passkey(community: Community, credential: dict[str, Any]) -> Passkey:
    name = credential.get("id")
    if not isinstance(name, str) or not _CREDENTIAL_ID.fullmatch(name):
        raise PasskeyError("This is no credential id.")
    passkeys = Passkey.objects.select_for_update(of=("self",)).select_related("account")
    passkey = passkeys.filter(community=community, credential_id=name).first()
    if passkey is None:
        raise PasskeyError("No such passkey in this community.")
    return passkey
