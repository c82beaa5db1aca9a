"""Writing the public log: places, keys, the sequencer, erasure."""

from linli.apps.disclosure.services.erasure import erase_resident
from linli.apps.disclosure.services.keys import (
    get_log_folder,
    load_signers,
    renew_key,
    retire_key,
)
from linli.apps.disclosure.services.rebuilding import adopt_entries, rebuild_log
from linli.apps.disclosure.services.sealing import assign_places
from linli.apps.disclosure.services.sequencer import Sequencer, seal_now

__all__ = [
    "Sequencer",
    "adopt_entries",
    "assign_places",
    "erase_resident",
    "get_log_folder",
    "load_signers",
    "rebuild_log",
    "renew_key",
    "retire_key",
    "seal_now",
]
