"""The bytes at one place of the log, from its seal and its record: the same ones every time."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from linli.apps.disclosure.models import Seal
from linli.apps.disclosure.services.acts import (
    CLOCK,
    VERSION,
    Act,
    describe_act,
    spell_time,
    split_facts,
)
from linli.apps.disclosure.services.canonical import canonicalise
from linli.apps.disclosure.services.vocabulary import Vocabulary, read_vocabulary
from linli.core.records.models import Record

FACTS = "record.facts"
PRIVATE = "record.private"
VEILED = "veiled"
ADOPTED = "adopted"
MOST_BYTES = 0xFFFF  # C2SP tlog-tiles


@cache
def known_words() -> Vocabulary:
    """The vocabulary of this process: declarations do not change while it runs."""
    return read_vocabulary()


def make_act(record: Record) -> Act:
    """The public part of a record; its community and organisation should be loaded with it."""
    return Act(
        community=record.community.slug,
        matter=record.matter_number,
        kind=record.kind,
        step=record.step,
        from_state=record.from_state,
        to_state=record.to_state,
        at=record.at,
        role=record.role,
        organisation=record.organisation.slug if record.organisation else None,
        facts=record.facts,
    )


def list_facts(record: Record) -> dict[str, str]:
    """What the log commits to beside the record's texts: facts of the page, and the others."""
    shown, hidden = split_facts(make_act(record), vocabulary=known_words())
    return {FACTS: canonicalise(shown).decode(), PRIVATE: canonicalise(hidden).decode()}


def write_act(record: Record, commitments: Mapping[str, str]) -> bytes:
    """The entry in clear; ActError where the schema has no words for the record."""
    told = record.commitments | dict(commitments)
    return canonicalise(describe_act(make_act(record), told, vocabulary=known_words()))


def write_content(record: Record, commitments: Mapping[str, str]) -> str:
    """What a veiled entry commits to: the public part of the record in one canonical text.

    It follows no schema, since only those read it who may see the matter.
    """
    act = make_act(record)
    shown, _ = split_facts(act, vocabulary=known_words())
    clock = {name: fact for name, fact in record.facts.items() if name in CLOCK}
    content: dict[str, Any] = {
        "v": VERSION,
        "community": act.community,
        "matter": act.matter,
        "kind": act.kind,
        "step": act.step,
        "from": act.from_state,
        "to": act.to_state,
        "at": spell_time(act.at),
        "role": act.role,
        "organisation": act.organisation,
        "facts": shown | clock,
        "commitments": record.commitments | dict(commitments),
    }
    return canonicalise(content).decode()


def write_entry(seal: Seal) -> bytes:
    """The entry of a seal whose record, community and organisation are loaded."""
    if ADOPTED in seal.commitments:
        return str(seal.commitments[ADOPTED]).encode()
    if seal.veiled or seal.record is None:
        return canonicalise({"v": VERSION, VEILED: seal.commitments[VEILED]})
    return write_act(seal.record, seal.commitments)
