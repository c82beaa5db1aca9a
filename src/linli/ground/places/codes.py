"""Place codes: what a code must look like, what lies above it and what below.

A profile chooses one of two styles.  In both a place's code begins with its parent's, and the
characters are picked so that plain byte order tells the tree: the place with everything below it
is one half-open range, `low <= code < high`, which any ordered index answers.

- `digits`: parts of fixed width, one more part a level (GB/T 30428.1 and its kin).
- `dotted`: words of a–z, 0–9 and `_`, joined by dots.  No hyphen: it sorts before the dot, so that
  "a.b-x" would fall between "a.b" and "a.b.c".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal

from linli.ground.places.refusals import RefusedError

CODE_MAX_LENGTH = 64
# The character after the dot: of codes that begin alike, it ends those with a dot next.
AFTER_DOT = "/"
DOTTED = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")


class CodeError(RefusedError):
    """A code or a kind breaks the rules of its system."""


@dataclass(frozen=True, slots=True)
class KindRule:
    """One kind of place; `top` says whether it may stand without a parent.

    `width` and `ranges` (both ends included) hold the kind's own part of a code of digits.
    """

    name: str
    label: str
    parents: tuple[str, ...]
    top: bool
    width: int = 0
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A profile's kinds, from the top down, and the style of their codes."""

    style: Literal["digits", "dotted"]
    kinds: tuple[KindRule, ...]
    grid: str
    neighbourhood: str

    @property
    def lengths(self) -> tuple[int, ...]:
        """Length of a whole code of digits, kind by kind."""
        return tuple(accumulate(rule.width for rule in self.kinds))

    def is_area(self, kind: str) -> bool:
        """Whether the kind divides ground, as down to the grid, or stands on it, as a building."""
        names = [rule.name for rule in self.kinds]
        return names.index(kind) <= names.index(self.grid)


def read_system(table: Mapping[str, Any]) -> CodeSystem:
    """The system that a profile's `places.toml` declares."""
    kinds = tuple(
        KindRule(
            name=kind["name"],
            label=kind["label"],
            parents=tuple(kind["parents"]),
            top=kind["top"],
            width=kind.get("width", 0),
            ranges=tuple((low, high) for low, high in kind.get("ranges", ())),
        )
        for kind in table["kinds"]
    )
    system = CodeSystem(table["style"], kinds, table["grid"], table["neighbourhood"])
    kind_rule(system, system.grid)
    kind_rule(system, system.neighbourhood)
    return system


def kind_rule(system: CodeSystem, kind: str) -> KindRule:
    """The rule of a kind.  Raises CodeError `unknown_kind`."""
    for rule in system.kinds:
        if rule.name == kind:
            return rule
    raise CodeError("unknown_kind", kind)


def validate_code(system: CodeSystem, code: str, kind: str) -> None:
    """Returns when `code` is well formed for a place of that kind; raises CodeError if not.

    `unknown_kind`, `code_characters`, `code_length`, or `code_part_out_of_range`, the last with
    the kind whose part it is.
    """
    rule = kind_rule(system, kind)
    _check_shape(system, code)
    if system.style == "dotted":
        return
    if len(code) != system.lengths[system.kinds.index(rule)]:
        raise CodeError("code_length", code)
    start = 0
    for part, end in zip(system.kinds, system.lengths, strict=True):
        if start < len(code) and not _in_ranges(part, int(code[start:end])):
            raise CodeError("code_part_out_of_range", f"{part.name} {code[start:end]}")
        start = end


def parent_code(system: CodeSystem, code: str) -> str | None:
    """The code one level up, None at the top.  Raises CodeError when `code` is malformed."""
    above = ancestor_codes(system, code)
    return above[-1] if above else None


def ancestor_codes(system: CodeSystem, code: str) -> tuple[str, ...]:
    """The codes above, top first.  Raises CodeError when `code` is malformed."""
    _check_shape(system, code)
    if system.style == "digits":
        return tuple(code[:length] for length in system.lengths if length < len(code))
    return tuple(code[: dot.start()] for dot in re.finditer(r"\.", code))


def code_range(system: CodeSystem, code: str) -> tuple[str, str]:
    """`(low, high)`: the place and all below it are exactly the codes with low <= code < high.

    Compared byte by byte.  Raises CodeError when `code` is malformed.
    """
    _check_shape(system, code)
    if system.style == "dotted":
        return code, code + AFTER_DOT
    return code, f"{int(code) + 1:0{len(code)}}"


def _check_shape(system: CodeSystem, code: str) -> None:
    if system.style == "dotted":
        if not DOTTED.fullmatch(code):
            raise CodeError("code_characters", code)
        if len(code) > CODE_MAX_LENGTH:
            raise CodeError("code_length", code)
        return
    # isdigit() alone also accepts full-width digits.
    if not (code.isascii() and code.isdigit()):
        raise CodeError("code_characters", code)
    if len(code) not in system.lengths:
        raise CodeError("code_length", code)


def _in_ranges(rule: KindRule, value: int) -> bool:
    return any(low <= value <= high for low, high in rule.ranges)
