"""The door of the public log: what commands, pages and other apps may use."""

from linli.apps.disclosure.errors import DisclosureError, KeyFileError
from linli.apps.disclosure.selectors import (
    compare_entries,
    compare_records,
    count_places,
    find_standing,
    is_overdue,
    open_published,
)
from linli.apps.disclosure.services import (
    Sequencer,
    adopt_entries,
    erase_resident,
    get_log_folder,
    load_signers,
    rebuild_log,
    renew_key,
    retire_key,
    seal_now,
)

__all__ = [
    "DisclosureError",
    "KeyFileError",
    "Sequencer",
    "adopt_entries",
    "compare_entries",
    "compare_records",
    "count_places",
    "erase_resident",
    "find_standing",
    "get_log_folder",
    "is_overdue",
    "load_signers",
    "open_published",
    "rebuild_log",
    "renew_key",
    "retire_key",
    "seal_now",
]
