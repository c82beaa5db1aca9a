"""The door to accounts for everything above."""

from linli.ground.accounts.middleware import begin_session, get_client_address
from linli.ground.accounts.models import Account
from linli.ground.accounts.selectors import (
    MaskedContacts,
    find_account,
    get_masked_contacts,
    parse_account_contact,
)
from linli.ground.accounts.senders import CodeMessage, deliver_message, open_message, seal_message
from linli.ground.accounts.services import (
    confirm_code,
    create_account,
    purge_sign_in_traces,
    rename_account,
    request_code,
    reseal_accounts,
    sign_out_everywhere,
    spend_limit,
)

__all__ = [
    "Account",
    "CodeMessage",
    "MaskedContacts",
    "begin_session",
    "confirm_code",
    "create_account",
    "deliver_message",
    "find_account",
    "get_client_address",
    "get_masked_contacts",
    "open_message",
    "parse_account_contact",
    "purge_sign_in_traces",
    "rename_account",
    "request_code",
    "reseal_accounts",
    "seal_message",
    "sign_out_everywhere",
    "spend_limit",
]
