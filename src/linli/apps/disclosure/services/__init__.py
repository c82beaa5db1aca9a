"""Writing the public log: places, keys, the sequencer, erasure."""

from linli.apps.disclosure.services.keys import (
    get_log_folder,
    load_signers,
    renew_key,
    retire_key,
)
from linli.apps.disclosure.services.sealing import assign_places
from linli.apps.disclosure.services.sequencer import Sequencer, seal_now

__all__ = [
    "Sequencer",
    "assign_places",
    "get_log_folder",
    "load_signers",
    "renew_key",
    "retire_key",
    "seal_now",
]
