"""The entry of a public act, by a closed schema that no free string can enter.  Pure.

Every string is a word of the declarations in code, or fits a pattern without room for words:
number, time, digest, identifier of a community or organisation.  `docs/log.md` lists the members.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from linli.apps.disclosure.errors import ActError
from linli.apps.disclosure.services.vocabulary import (
    RESIDENT,
    RESIDENTS,
    ROLES,
    KindWords,
    Vocabulary,
)

VERSION = 1
NUMBER = re.compile(r"[A-Z]{2}-\d{4}-[0-9A-HJKMNP-TV-Z]{4,8}", re.ASCII)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
COMMUNITY = re.compile(r"[A-Za-z0-9_-]{1,50}")
DIGEST = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r"[a-z][a-z0-9_.:-]{0,59}")
SETTLED = ("met", "dropped")
DUE = ("opened", "due")
CLOCK = frozenset({*SETTLED, *DUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a record says of a public act, before it is checked."""

    community: str
    matter: str
    kind: str
    step: str
    from_state: str
    to_state: str
    at: datetime
    role: str
    organisation: str | None
    facts: Mapping[str, Any] = field(default_factory=dict)


def describe_act(
    act: Act, commitments: Mapping[str, str], *, vocabulary: Vocabulary
) -> dict[str, Any]:
    """The entry as JSON values; ActError names the member that the schema has no word for."""
    words = vocabulary.get(act.kind)
    if words is None:
        raise ActError("kind")
    _check_words(act, words)
    _check_clock(act, words)
    _fits(COMMUNITY, act.community, "community")
    _fits(NUMBER, act.matter, "matter")
    for member, slug in _name_organisations(act).items():
        _fits(SLUG, slug, member)
    for name, digest in commitments.items():
        _fits(NAME, name, "commitments")
        _fits(DIGEST, digest, name)
    return spell_act(act, commitments, answers=_list_answers(act, words))


def spell_act(
    act: Act, commitments: Mapping[str, str], *, answers: Sequence[str]
) -> dict[str, Any]:
    """The entry of an act that was checked when it was sealed, by whatever declarations were in
    force: the same values ever after."""
    entry: dict[str, Any] = {
        "v": VERSION,
        "community": act.community,
        "matter": act.matter,
        "kind": act.kind,
        "step": act.step,
        "from": act.from_state,
        "to": act.to_state,
        "at": spell_time(act.at),
        "role": _name_role(act),
        "commitments": dict(commitments),
        **_name_organisations(act),
        **{name: act.facts[name] for name in sorted(CLOCK) if act.facts.get(name)},
    }
    return entry | ({"answers": {name: act.facts[name] for name in answers}} if answers else {})


def spell_time(at: datetime) -> str:
    """UTC to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _name_role(act: Act) -> str:
    return RESIDENT if act.role in RESIDENTS else act.role


def _name_organisations(act: Act) -> dict[str, Any]:
    """Who acted, and who was given the matter."""
    named = {"organisation": act.organisation, "holder": act.facts.get("organisation")}
    return {name: slug for name, slug in named.items() if slug is not None}


def _check_words(act: Act, words: KindWords) -> None:
    _is_one(words.steps, act.step, "step")
    _is_one(words.states | {""}, act.from_state, "from")
    _is_one(words.states, act.to_state, "to")
    _is_one(ROLES, _name_role(act), "role")


def _check_clock(act: Act, words: KindWords) -> None:
    for name in DUE:
        due = act.facts.get(name) or {}
        if not isinstance(due, Mapping):
            raise ActError(name)
        for promise, at in due.items():
            _is_one(words.promises, promise, name)
            _fits(TIME, at, name)
    for name in SETTLED:
        promises = act.facts.get(name) or []
        if not isinstance(promises, list | tuple):
            raise ActError(name)
        for promise in promises:
            _is_one(words.promises, promise, name)


def _list_answers(act: Act, words: KindWords) -> list[str]:
    """What an office chose from a closed list.  A resident's answers are his: committed to only."""
    if _name_role(act) == RESIDENT:
        return []
    return [
        name
        for name, fact in act.facts.items()
        if isinstance(fact, str) and fact in words.answers.get((act.step, name), ())
    ]


def list_open_facts(act: Act, *, vocabulary: Vocabulary) -> list[str]:
    """Names of the facts that stand on the matter's page."""
    words = vocabulary.get(act.kind)
    named = {name for step, name in words.open_facts if step == act.step} if words else set()
    return sorted(named & set(act.facts) - CLOCK)


def split_facts(act: Act, names: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts of these names, which stand on the page, and all others; both are committed to.

    Both commitments are in every entry: so none tells that a reporter hides, or another matter is.
    """
    facts = {name: fact for name, fact in act.facts.items() if name not in CLOCK}
    shown = {name: fact for name, fact in facts.items() if name in names}
    return shown, {name: fact for name, fact in facts.items() if name not in names}


def _fits(pattern: re.Pattern[str], text: Any, member: str) -> str:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise ActError(member)
    return text


def _is_one(words: frozenset[str], word: Any, member: str) -> str:
    if not isinstance(word, str) or word not in words:
        raise ActError(member)
    return word
