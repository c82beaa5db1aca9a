"""Everything that changes an account; see the modules for what each refuses."""

from linli.ground.accounts.services.ceremonies import PasskeyChallenge, RelyingParty
from linli.ground.accounts.services.codes import CodeRequest, confirm_code, request_code
from linli.ground.accounts.services.limits import spend_limit
from linli.ground.accounts.services.opening import create_account
from linli.ground.accounts.services.owner import (
    attach_contact,
    rename_account,
    sign_out_everywhere,
    update_account,
)
from linli.ground.accounts.services.passkeys import (
    authenticate_passkey,
    begin_authentication,
    begin_registration,
    register_passkey,
    remove_passkey,
)
from linli.ground.accounts.services.upkeep import purge_sign_in_traces, reseal_accounts

__all__ = [
    "CodeRequest",
    "PasskeyChallenge",
    "RelyingParty",
    "attach_contact",
    "authenticate_passkey",
    "begin_authentication",
    "begin_registration",
    "confirm_code",
    "create_account",
    "purge_sign_in_traces",
    "register_passkey",
    "remove_passkey",
    "rename_account",
    "request_code",
    "reseal_accounts",
    "sign_out_everywhere",
    "spend_limit",
    "update_account",
]
