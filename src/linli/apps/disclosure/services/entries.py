"""The bytes at one place of the log, from its seal and its record: the same ones every time."""

from collections.abc import Mapping, Sequence
from functools import cache

from linli.apps.disclosure.errors import ActError
from linli.apps.disclosure.models import Seal
from linli.apps.disclosure.services.acts import (
    VERSION,
    Act,
    describe_act,
    list_open_facts,
    spell_act,
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


def name_facts(record: Record) -> list[str]:
    """Which facts stand on the page, by the declarations of today; kept with the seal."""
    return list_open_facts(make_act(record), vocabulary=known_words())


def list_facts(record: Record, names: Sequence[str]) -> dict[str, str]:
    """What the log commits to beside the record's texts: facts of the page, and the others."""
    shown, hidden = split_facts(make_act(record), names)
    return {FACTS: canonicalise(shown).decode(), PRIVATE: canonicalise(hidden).decode()}


def check_act(record: Record, commitments: Mapping[str, str]) -> list[str]:
    """Names of the answers that the entry tells; ActError where the schema of today has no words
    for the record or it is too long."""
    told = record.commitments | dict(commitments)
    entry = describe_act(make_act(record), told, vocabulary=known_words())
    if len(canonicalise(entry)) > MOST_BYTES:
        raise ActError("length")
    return list(entry.get("answers", {}))


def write_content(record: Record, commitments: Mapping[str, str], names: Sequence[str]) -> str:
    """What a veiled entry commits to: the public part of the record in one canonical text.

    It follows no schema, since only those read it who may see the matter.
    """
    act = make_act(record)
    shown, _ = split_facts(act, names)
    content = spell_act(act, record.commitments | dict(commitments), answers=())
    return canonicalise(content | {"facts": shown}).decode()


def write_entry(seal: Seal) -> bytes:
    """The entry of a seal whose record, community and organisation are loaded."""
    if ADOPTED in seal.commitments:
        return str(seal.commitments[ADOPTED]).encode()
    record = seal.record
    if seal.veiled or record is None:
        return canonicalise({"v": VERSION, VEILED: seal.commitments[VEILED]})
    told = record.commitments | seal.commitments
    return canonicalise(spell_act(make_act(record), told, answers=seal.told["answers"]))
