"""The door of the public log: what commands, pages and other apps may use."""

from linli.apps.disclosure.errors import DisclosureError, KeyFileError
from linli.apps.disclosure.services import (
    Sequencer,
    get_log_folder,
    load_signers,
    renew_key,
    retire_key,
    seal_now,
)

__all__ = [
    "DisclosureError",
    "KeyFileError",
    "Sequencer",
    "get_log_folder",
    "load_signers",
    "renew_key",
    "retire_key",
    "seal_now",
]
