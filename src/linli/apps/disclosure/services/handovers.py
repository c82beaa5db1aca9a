"""Changes of the log's key, each proved by a checkpoint that the old and the new key signed.

Whoever knows an old key follows them to the present one, without believing the server.  Public; kept
beside the log's files.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from linli.apps.disclosure.errors import KeyFileError
from linli.engines.tile_log import LogError, Signer, open_checkpoint

NAME = "handovers.json"
CHECKPOINT = "checkpoint"


@dataclass(frozen=True, slots=True)
class Handover:
    """Verifier keys before and after, and the note that both signed."""

    old: str
    new: str
    note: str


def list_handovers(folder: Path) -> list[Handover]:
    """All of them, the oldest first."""
    try:
        stored = json.loads((folder / NAME).read_text())
    except FileNotFoundError:
        return []
    return [Handover(**each) for each in stored]


def keep_handover(folder: Path, old: Signer, new: Signer) -> None:
    """Keeps the latest checkpoint as proof; KeyFileError where it is not signed by both keys.

    A log that published nothing yet has nobody who knows its old key.
    """
    try:
        note = (folder / CHECKPOINT).read_bytes()
    except FileNotFoundError:
        return
    try:
        for signer in (old, new):
            open_checkpoint(note, [signer.verifier])
    except LogError as error:
        raise KeyFileError("the two keys have signed no checkpoint together yet") from error
    handover = Handover(old.verifier.vkey, new.verifier.vkey, note.decode())
    handovers = [asdict(each) for each in (*list_handovers(folder), handover)]
    draft = folder / f".{NAME}.new"
    draft.write_text(json.dumps(handovers, ensure_ascii=False, indent=1))
    draft.replace(folder / NAME)
