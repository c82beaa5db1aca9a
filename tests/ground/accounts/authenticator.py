"""An authenticator in software: what a phone does, written from WebAuthn Level 3, sections 6 and 8.7."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def to_bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """One device with one discoverable credential."""

    origin: str = "https://testserver"
    rp_id: str = "testserver"
    counts: bool = True
    sign_count: int = 0
    flags: int = PRESENT | VERIFIED
    user_handle: bytes = b""
    public_key: object = None
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict) -> dict:
        """Answers `navigator.credentials.create`."""
        self.user_handle = to_bytes(options["user"]["id"])
        client = self._client_data("webauthn.create", options["challenge"])
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._data(attested=True)}
        return self._credential(
            clientDataJSON=to_text(client), attestationObject=to_text(cbor2.dumps(attestation))
        )

    def prove(self, options: dict) -> dict:
        """Answers `navigator.credentials.get`."""
        self.sign_count += self.counts
        client = self._client_data("webauthn.get", options["challenge"])
        data = self._data(attested=False)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._credential(
            clientDataJSON=to_text(client),
            authenticatorData=to_text(data),
            signature=to_text(signature),
            userHandle=to_text(self.user_handle),
        )

    def _credential(self, **response: str) -> dict:
        name = to_text(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, *, attested: bool) -> bytes:
        flags = self.flags | (ATTESTED if attested else 0)
        head = hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags])
        head += self.sign_count.to_bytes(4, "big")
        return head + (self._attested() if attested else b"")

    def _attested(self) -> bytes:
        """AAGUID of zeros, the credential and its key, or whatever stands for one in `public_key`."""
        public = self._cose() if self.public_key is None else self.public_key
        size = len(self.credential_id).to_bytes(2, "big")
        return bytes(16) + size + self.credential_id + cbor2.dumps(public)

    def _cose(self) -> dict[int, object]:
        """The key as COSE EC2 (RFC 9053, 7.1.1)."""
        numbers = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        return {1: 2, 3: -7, -1: 1, -2: x, -3: y}
