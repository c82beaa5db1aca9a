"""The entry of a public act, by a closed schema that no free string can enter.  Pure.

Every string is a word of the declarations in code, or fits a pattern without room for words:
number, time, digest, identifier of a community or organisation.  `docs/log.md` lists the members.
"""

import re
from collections.abc import Mapping
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
NUMBER = re.compile(r"[A-Z]{2}-\d{4}-[0-9A-HJKMNP-TV-Z]{4,8}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
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
    role = RESIDENT if act.role in RESIDENTS else act.role
    entry: dict[str, Any] = {
        "v": VERSION,
        "community": _fits(COMMUNITY, act.community, "community"),
        "matter": _fits(NUMBER, act.matter, "matter"),
        "kind": act.kind,
        "step": _is_one(words.steps, act.step, "step"),
        "from": _is_one(words.states | {""}, act.from_state, "from"),
        "to": _is_one(words.states, act.to_state, "to"),
        "at": spell_time(act.at),
        "role": _is_one(ROLES, role, "role"),
        "commitments": {
            _fits(NAME, name, "commitments"): _fits(DIGEST, digest, name)
            for name, digest in commitments.items()
        },
    }
    return entry | _organisations(act) | _promises(act, words) | _answers(act, role, words)


def spell_time(at: datetime) -> str:
    """UTC to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _organisations(act: Act) -> dict[str, str]:
    """Who acted, and who was given the matter."""
    named = {"organisation": act.organisation, "holder": act.facts.get("organisation")}
    return {name: _fits(SLUG, slug, name) for name, slug in named.items() if slug is not None}


def _promises(act: Act, words: KindWords) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name in DUE:
        if due := act.facts.get(name):
            if not isinstance(due, Mapping):
                raise ActError(name)
            said[name] = {
                _is_one(words.promises, promise, name): _fits(TIME, at, name)
                for promise, at in due.items()
            }
    for name in SETTLED:
        if promises := act.facts.get(name):
            if not isinstance(promises, list | tuple):
                raise ActError(name)
            said[name] = [_is_one(words.promises, promise, name) for promise in promises]
    return said


def _answers(act: Act, role: str, words: KindWords) -> dict[str, Any]:
    """What an office chose from a closed list.  A resident's answers are his: committed to only."""
    if role == RESIDENT:
        return {}
    answers = {
        name: fact
        for name, fact in act.facts.items()
        if isinstance(fact, str) and fact in words.answers.get((act.step, name), ())
    }
    return {"answers": answers} if answers else {}


def split_facts(act: Act, *, vocabulary: Vocabulary) -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts that stand on the matter's page, and those that do not; both are committed to.

    Both commitments are in every entry: so none tells that a reporter hides, or another matter is.
    """
    words = vocabulary.get(act.kind)
    open_names = {name for step, name in words.open_facts if step == act.step} if words else set()
    facts = {name: fact for name, fact in act.facts.items() if name not in CLOCK}
    shown = {name: fact for name, fact in facts.items() if name in open_names}
    return shown, {name: fact for name, fact in facts.items() if name not in open_names}


def _fits(pattern: re.Pattern[str], text: Any, member: str) -> str:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise ActError(member)
    return text


def _is_one(words: frozenset[str], word: Any, member: str) -> str:
    if not isinstance(word, str) or word not in words:
        raise ActError(member)
    return word
