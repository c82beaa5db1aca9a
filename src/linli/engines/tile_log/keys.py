"""Ed25519 keys in the text forms of signed notes, for logs and for witnesses.

A verifier key is `name+id+base64(type ‖ public key)`; a signer key is
`PRIVATE+KEY+name+id+base64(type ‖ seed)` and has to be kept secret.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from linli.engines.tile_log.encoding import SIZE_LIMIT, encode_base64
from linli.engines.tile_log.errors import FormatError, SignatureError
from linli.engines.tile_log.notes import KEY_ID_BYTES, Note, NoteSignature, is_key_name

LOG_KEY = 0x01
"""Signature type of a log: Ed25519 over the note's text."""
WITNESS_KEY = 0x04
"""Signature type of a witness: Ed25519 over time and text (C2SP tlog-cosignature)."""
TIME_BYTES = 8

KEY_BYTES = 32
_SIGNATURE_BYTES = 64
SIGNER_PREFIX = "PRIVATE+KEY+"


def compute_key_id(name: str, kind: int, public: bytes) -> bytes:
    """The four bytes that, with the name, say which key signed."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:KEY_ID_BYTES]


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under a name, of a log or of a witness."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        return compute_key_id(self.name, self.kind, self.public)

    @property
    def vkey(self) -> str:
        encoded = encode_base64(bytes([self.kind]) + self.public)
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    def signed(self, signature: NoteSignature) -> bool:
        """Whether the line claims to be by this key."""
        return signature.name == self.name and signature.key_id == self.key_id

    def check(self, text: str, signature: NoteSignature) -> None:
        """Raises `SignatureError` unless this key put the signature under the text."""
        head, body = b"", signature.blob
        if self.kind == WITNESS_KEY:
            head, body = _cosigned_head(read_time(signature)), body[TIME_BYTES:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(body, head + text.encode())
        except (InvalidSignature, ValueError) as error:
            raise SignatureError("signature", f"{self.name}'s signature does not fit") from error


@dataclass(frozen=True, slots=True)
class Signer:
    """A secret key under a name, of a log or of a witness."""

    name: str
    kind: int
    seed: bytes = field(repr=False)

    @property
    def verifier(self) -> Verifier:
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return Verifier(self.name, self.kind, public.public_bytes_raw())

    @property
    def skey(self) -> str:
        encoded = encode_base64(bytes([self.kind]) + self.seed)
        return f"{SIGNER_PREFIX}{self.name}+{self.verifier.key_id.hex()}+{encoded}"

    def sign(self, text: str) -> NoteSignature:
        """A log's signature; the same text gives the same bytes."""
        if self.kind != LOG_KEY:
            raise SignatureError("key-kind", f"{self.name} is not the key of a log")
        return self._sign(b"", text, b"")

    def cosign(self, text: str, *, time: int) -> NoteSignature:
        """A witness's signature at `time`, seconds since 1970."""
        if self.kind != WITNESS_KEY or not 0 <= time < SIZE_LIMIT:
            raise SignatureError("key-kind", f"{self.name} cannot cosign at {time}")
        return self._sign(_cosigned_head(time), text, time.to_bytes(TIME_BYTES, "big"))

    def _sign(self, head: bytes, text: str, prefix: bytes) -> NoteSignature:
        blob = Ed25519PrivateKey.from_private_bytes(self.seed).sign(head + text.encode())
        return NoteSignature(self.name, self.verifier.key_id, prefix + blob)


def make_signer(name: str, *, seed: bytes, kind: int = LOG_KEY) -> Signer:
    """The key of that name out of 32 bytes, which the caller takes from a good random source."""
    if not is_key_name(name) or kind not in (LOG_KEY, WITNESS_KEY) or len(seed) != KEY_BYTES:
        raise FormatError("signer-key", f"no key can be made for {name!r}")
    return Signer(name, kind, seed)


def read_time(signature: NoteSignature) -> int:
    """When a witness says that it signed, seconds since 1970."""
    time = int.from_bytes(signature.blob[:TIME_BYTES], "big")
    if len(signature.blob) != TIME_BYTES + _SIGNATURE_BYTES or time >= SIZE_LIMIT:
        raise SignatureError("cosignature", f"{signature.name}'s cosignature is malformed")
    return time


def _cosigned_head(time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n".encode()


def find_signatures(
    note: Note, verifiers: Iterable[Verifier]
) -> tuple[tuple[Verifier, NoteSignature], ...]:
    """The signatures by these keys, all checked; those by unknown keys are passed over.

    Raises `SignatureError` if one of a known key does not fit.
    """
    known = {(key.name, key.key_id): key for key in verifiers}
    found = []
    for signature in note.signatures:
        verifier = known.get((signature.name, signature.key_id))
        if verifier is not None:
            verifier.check(note.text, signature)
            found.append((verifier, signature))
    return tuple(found)
