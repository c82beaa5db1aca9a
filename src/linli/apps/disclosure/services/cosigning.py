"""Asking witnesses to cosign a checkpoint before it is published."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from linli.engines.tile_log import (
    WITNESS_KEY,
    LogError,
    Note,
    NoteSignature,
    TileTree,
    Verifier,
    WitnessPolicy,
    parse_verifier,
    request_cosignature,
)

TIMEOUT_SECONDS = 5.0

logger = logging.getLogger("linli.log")


@dataclass(slots=True)
class Witness:
    """Somebody who vouches that he has seen one history of this log, and what he saw last."""

    verifier: Verifier
    url: str
    known: int = 0


@dataclass(frozen=True, slots=True)
class Witnesses:
    """All of them, and how many have to cosign before a checkpoint is published."""

    members: tuple[Witness, ...] = ()
    required: int = 0
    policy: WitnessPolicy = field(init=False)

    def __post_init__(self) -> None:
        keys = tuple(witness.verifier for witness in self.members)
        object.__setattr__(self, "policy", WitnessPolicy(keys, self.required))

    def cosign(self, note: Note, tree: TileTree) -> Note:
        """The note with the cosignatures of those who answered within five seconds; nobody who
        takes longer is waited for."""
        if not self.members:
            return note
        pool = ThreadPoolExecutor(len(self.members), thread_name_prefix="witness")
        asked = [pool.submit(_ask, witness, note, tree) for witness in self.members]
        answered, _ = wait(asked, timeout=TIMEOUT_SECONDS)
        pool.shutdown(wait=False)
        lines = tuple(line for each in asked if each in answered for line in each.result())
        return Note(note.text, (*note.signatures, *lines))

    def suffices(self, note: Note) -> bool:
        """Whether as many cosigned as have to."""
        try:
            self.policy.check(note)
        except LogError:
            return False
        return True


def _ask(witness: Witness, note: Note, tree: TileTree) -> Sequence[NoteSignature]:
    """Nothing from one that does not answer or refuses: the others may be enough."""
    try:
        lines = request_cosignature(
            witness.url,
            note,
            tree=tree,
            witness=witness.verifier,
            known=witness.known,
            timeout=TIMEOUT_SECONDS,
        )
    except LogError as error:
        logger.warning("witness %s did not cosign: %s", witness.verifier.name, error)
        return ()
    witness.known = tree.size
    return lines


def read_witnesses() -> Witnesses:
    """Those of the settings; ImproperlyConfigured where a key or the number is wrong."""
    return _parse(settings.LINLI_LOG_WITNESSES, settings.LINLI_LOG_QUORUM)


@cache
def _parse(listed: tuple[tuple[str, str], ...], required: int) -> Witnesses:
    try:
        members = tuple(Witness(parse_verifier(key), url) for key, url in listed)
        if any(member.verifier.kind != WITNESS_KEY for member in members):
            raise ImproperlyConfigured("LINLI_LOG_WITNESSES: a witness has a key of type 4.")
        return Witnesses(members, required)
    except LogError as error:
        raise ImproperlyConfigured(f"LINLI_LOG_WITNESSES, LINLI_LOG_QUORUM: {error}") from error
