"""Keys read from their text forms, refused unless they are spelled the one way."""

from linli.engines.tile_log.encoding import decode_base64
from linli.engines.tile_log.errors import FormatError
from linli.engines.tile_log.keys import (
    KEY_BYTES,
    LOG_KEY,
    SIGNER_PREFIX,
    WITNESS_KEY,
    Signer,
    Verifier,
)
from linli.engines.tile_log.notes import is_key_name


def parse_keys(data: bytes) -> tuple[Verifier, ...]:
    """The keys in a `verifier-key` file, one a line."""
    lines = data.decode("utf-8", errors="replace").split("\n")
    if lines.pop() or not lines:
        raise FormatError("verifier-key", "the file does not hold one key a line")
    return tuple(parse_verifier(line) for line in lines)


def parse_verifier(vkey: str) -> Verifier:
    """The key of a log (type 1) or witness (type 4); refused if its id does not fit."""
    name, kind, key_id, public = _parse_key(vkey, what="verifier key")
    verifier = Verifier(name, kind, public)
    if verifier.key_id.hex() != key_id:
        raise FormatError("verifier-key", f"the id {key_id!r} is not that of {name}'s key")
    return verifier


def parse_signer(skey: str) -> Signer:
    """The secret key out of its text form; the message of a refusal does not repeat it."""
    if not skey.startswith(SIGNER_PREFIX):
        raise FormatError("signer-key", "not a signer key")
    name, kind, key_id, seed = _parse_key(skey.removeprefix(SIGNER_PREFIX), what="signer key")
    signer = Signer(name, kind, seed)
    if signer.verifier.key_id.hex() != key_id:
        raise FormatError("signer-key", f"the id {key_id!r} is not that of {name}'s key")
    return signer


def _parse_key(text: str, *, what: str) -> tuple[str, int, str, bytes]:
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        data = decode_base64(encoded, what=what, length=1 + KEY_BYTES)
    except FormatError:
        data = b"\x00"
    if not is_key_name(name) or data[0] not in (LOG_KEY, WITNESS_KEY):
        raise FormatError(what.replace(" ", "-"), f"not an Ed25519 {what} of a log or witness")
    return name, data[0], key_id, data[1:]
