"""What the public part of a record may hold: codes, whole numbers, yes and no. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from linli.core.records.errors import FactError

Fact: TypeAlias = "str | int | bool | Sequence[Fact] | Mapping[str, Fact] | None"

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+\-]{0,63}|")
LARGEST = 2**53 - 1  # every reader of JSON spells whole numbers up to here alike (RFC 8785)
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


def check_facts(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts, where all are codes; FactError names the one that could carry free text.

    A code has no space and only ASCII letters, digits and `_.:+-`: a name, a sentence or a
    Chinese word does not pass.
    """
    for key, fact in facts.items():
        if not KEY.fullmatch(key):
            raise FactError(key)
        _check(key, fact)
    return dict(facts)


def _check(path: str, fact: Fact) -> None:
    if fact is None or isinstance(fact, bool):
        return
    if isinstance(fact, int):
        if abs(fact) > LARGEST:
            raise FactError(path)
        return
    if isinstance(fact, str):
        if not CODE.fullmatch(fact):
            raise FactError(path)
        return
    if isinstance(fact, Mapping):
        check_facts(fact)
        return
    if isinstance(fact, Sequence):
        for item in fact:
            _check(path, item)
        return
    raise FactError(path)
