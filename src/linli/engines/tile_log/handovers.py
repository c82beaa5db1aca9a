"""Changes of a log's key, each proved by a checkpoint that the old and the new key signed.

Whoever knows an old key follows them to the present one, without believing the server.  They are
public and lie beside the log's files.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from linli.engines.tile_log.checkpoints import Checkpoint, open_checkpoint
from linli.engines.tile_log.errors import FormatError, LogError, MissingError
from linli.engines.tile_log.key_texts import parse_verifier
from linli.engines.tile_log.keys import Verifier
from linli.engines.tile_log.sources import Source

HANDOVERS_NAME = "handovers.json"
SERVED_NAME = "handovers"


@dataclass(frozen=True, slots=True)
class Handover:
    """Verifier keys before and after, and the note that both signed."""

    old: str
    new: str
    note: str


def encode_handovers(handovers: Iterable[Handover]) -> bytes:
    """The file that keeps them, the oldest first."""
    content = [asdict(each) for each in handovers]
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def parse_handovers(data: bytes) -> list[Handover]:
    """Those in the file, or in what a server answers; nothing of them verified."""
    try:
        content = json.loads(data)
        listed = content["handovers"] if isinstance(content, dict) else content
        handovers = [Handover(**each) for each in listed]
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError("handovers", "not a list of changes of the key") from error
    texts = (text for each in handovers for text in (each.old, each.new, each.note))
    if not all(isinstance(text, str) for text in texts):
        raise FormatError("handovers", "not a list of changes of the key")
    return handovers


def read_handovers(source: Source) -> list[Handover]:
    """Those of a log in a folder or on a server, none where it shows none."""
    for name in (HANDOVERS_NAME, SERVED_NAME):
        try:
            return parse_handovers(source.read(name))
        except MissingError:
            continue
    return []


def check_handover(handover: Handover) -> Checkpoint:
    """The checkpoint that both keys signed; raises `LogError` where one of them did not."""
    note = handover.note.encode()
    for vkey in (handover.old, handover.new):
        signed = open_checkpoint(note, [parse_verifier(vkey)])
    return signed.checkpoint


def list_earlier_keys(
    handovers: Sequence[Handover], keys: Iterable[Verifier]
) -> tuple[Verifier, ...]:
    """The keys from which proved handovers lead to one of these, which come first."""
    found = {key.vkey: key for key in keys}
    for handover in reversed(handovers):
        if handover.new in found and _is_proved(handover):
            found.setdefault(handover.old, parse_verifier(handover.old))
    return tuple(found.values())


def _is_proved(handover: Handover) -> bool:
    try:
        check_handover(handover)
    except LogError:
        return False
    return True
