"""Keeping the changes of the log's key, each with the checkpoint that proves it."""

from pathlib import Path

from linli.apps.disclosure.errors import KeyFileError
from linli.engines.tile_log import (
    Handover,
    LogError,
    Signer,
    check_handover,
    encode_handovers,
    parse_handovers,
)
from linli.engines.tile_log.handovers import HANDOVERS_NAME
from linli.engines.tile_log.opening import CHECKPOINT_NAME
from linli.engines.tile_log.placing import place_file


def list_handovers(folder: Path) -> list[Handover]:
    """All of them, the oldest first."""
    try:
        return parse_handovers((folder / HANDOVERS_NAME).read_bytes())
    except FileNotFoundError:
        return []


def keep_handover(folder: Path, old: Signer, new: Signer) -> None:
    """Keeps the latest checkpoint as proof, durable on return; KeyFileError where it is not signed
    by both keys.

    A log that published nothing yet has nobody who knows its old key.
    """
    try:
        note = (folder / CHECKPOINT_NAME).read_text()
    except FileNotFoundError:
        return
    handover = Handover(old.verifier.vkey, new.verifier.vkey, note)
    try:
        check_handover(handover)
    except LogError as error:
        raise KeyFileError("the two keys have signed no checkpoint together yet") from error
    place_file(folder / HANDOVERS_NAME, encode_handovers([*list_handovers(folder), handover]))
