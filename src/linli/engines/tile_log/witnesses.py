"""Which witnesses have to have seen a checkpoint before it counts."""

from dataclasses import dataclass

from linli.engines.tile_log.errors import FormatError, SignatureError
from linli.engines.tile_log.keys import WITNESS_KEY, Verifier, find_signatures, read_time
from linli.engines.tile_log.notes import Note


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A witness saw this as the log's largest consistent tree at `time`, seconds since 1970."""

    witness: Verifier
    time: int


@dataclass(frozen=True, slots=True)
class WitnessPolicy:
    """Known witnesses, and how many of them must have cosigned."""

    witnesses: tuple[Verifier, ...] = ()
    required: int = 0

    def __post_init__(self) -> None:
        keys = {witness.public for witness in self.witnesses}
        if len(keys) < len(self.witnesses):
            raise FormatError("policy", "one key stands for two witnesses")
        if any(witness.kind != WITNESS_KEY for witness in self.witnesses):
            raise FormatError("policy", "a witness key has type 4")
        if not 0 <= self.required <= len(self.witnesses):
            raise FormatError("policy", f"{self.required} of {len(keys)} witnesses cannot sign")

    def check(self, note: Note) -> tuple[Cosignature, ...]:
        """The known witnesses' cosignatures, a witness once; raises `SignatureError` if too few."""
        found = find_signatures(note, self.witnesses)
        latest = {witness: read_time(signature) for witness, signature in found}
        if len(latest) < self.required:
            raise SignatureError(
                "witnesses",
                f"{len(latest)} known witnesses cosigned, {self.required} are asked for",
            )
        return tuple(Cosignature(witness, time) for witness, time in latest.items())


NO_WITNESSES = WitnessPolicy()
