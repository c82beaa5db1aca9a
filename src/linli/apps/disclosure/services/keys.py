"""The log's keys: Ed25519, in a file apart from the database and from its backups.

`keys/linli_log_key` in the data folder holds one signer key a line, the oldest first.  Every key in
it signs; while there are two, readers who know either can check.  The name in the key is the log's
origin and never changes, even where the server's address does.
"""

import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from linli.apps.disclosure.errors import KeyFileError
from linli.apps.disclosure.services.handovers import keep_handover
from linli.engines.tile_log import LogError, Signer, make_signer, parse_signer
from linli.engines.tile_log.durable import flush
from linli.engines.tile_log.opening import KEYS_NAME
from linli.engines.tile_log.placing import place_file

NAME = "linli_log_key"


def get_key_file() -> Path:
    """Where the keys of this installation lie."""
    path: Path = settings.LINLI_DATA_DIR / "keys" / NAME
    return path


def get_log_folder() -> Path:
    """Where the log of this installation lies."""
    path: Path = settings.LINLI_DATA_DIR / "log"
    return path


def propose_origin() -> str:
    """`<host>/log` by the address at which people find the server."""
    return f"{urlsplit(settings.LINLI_PUBLIC_URL).netloc}/log"


def load_signers() -> tuple[Signer, ...]:
    """The log's keys, the oldest first; the first one is made where there is neither key nor log.

    Of several processes that start at once one makes it: the file appears whole or not at all.
    Raises KeyFileError, also for a log whose key was lost: another key is another log to everybody
    who checks it.
    """
    path = get_key_file()
    has_log = (get_log_folder() / KEYS_NAME).exists()  # first: a log is never there before its key
    if not path.exists():
        if has_log:
            raise KeyFileError(f"{path} is not there, the log that it signed is: see docs/log.md")
        with suppress(FileExistsError):
            _write(path, [_make_signer(propose_origin())], is_new=True)
    return _read(path)


def renew_key() -> Signer:
    """Adds a key, which signs together with the old one until that is retired."""
    signers = load_signers()
    if len(signers) > 1:
        raise KeyFileError("two keys sign already: retire the old one first")
    fresh = _make_signer(signers[0].name)
    _write(get_key_file(), [*signers, fresh])
    return fresh


def retire_key() -> Signer:
    """Takes the oldest key away for good, once readers have the new verifier key and both have
    signed a checkpoint together, which is kept as the proof of the change."""
    signers = load_signers()
    if len(signers) == 1:
        raise KeyFileError("the only key cannot be retired: renew it first")
    keep_handover(get_log_folder(), signers[0], signers[1])
    _write(get_key_file(), list(signers[1:]))
    return signers[0]


def _make_signer(origin: str) -> Signer:
    return make_signer(origin, seed=secrets.token_bytes(32))


def _read(path: Path) -> tuple[Signer, ...]:
    try:
        signers = tuple(parse_signer(line) for line in path.read_text().splitlines())
    except (OSError, LogError) as error:
        raise KeyFileError(f"{path}: {error}") from error
    if not signers or len({signer.name for signer in signers}) > 1:
        raise KeyFileError(f"{path} holds no keys of one log")
    return signers


def _write(path: Path, signers: list[Signer], *, is_new: bool = False) -> None:
    """Readable by its owner alone from the first moment, and on the disk before it counts."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = "".join(f"{signer.skey}\n" for signer in signers).encode()
    place_file(path, data, mode=0o600, is_new=is_new)
    flush(path.parent.parent)
