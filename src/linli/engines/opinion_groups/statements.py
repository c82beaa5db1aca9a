"""What was voted on."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Self

from linli.engines.opinion_groups.errors import VotesError


class Moderation(IntEnum):
    """What a moderator decided, in Polis's numbers."""

    OUT = -1
    WAITING = 0
    IN = 1


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. Meta ones ask about the people, not the matter; seeds began the talk."""

    id: int | str
    text: str = ""
    moderation: Moderation = Moderation.IN
    is_meta: bool = False
    is_seed: bool = False
    author: int | str | None = None

    def takes_part(self, *, strict: bool) -> bool:
        """Whether it counts for positions, groups and lists."""
        lowest = Moderation.IN if strict else Moderation.WAITING
        return self.moderation >= lowest and not self.is_meta


@dataclass(frozen=True)
class Statements:
    """Statements with distinct ids."""

    items: tuple[Statement, ...]

    def __post_init__(self) -> None:
        """Refuses two statements with one id."""
        if len(self.by_id) < len(self.items):
            ids = [str(statement.id) for statement in self.items]
            twice = next(name for place, name in enumerate(ids) if name in ids[:place])
            raise VotesError(f"two statements have the id {twice}")

    @classmethod
    def of(cls, items: Iterable[Statement]) -> Self:
        """The statements in the given order."""
        return cls(tuple(items))

    @cached_property
    def by_id(self) -> dict[str, Statement]:
        """Each statement by its id as text, so that 7 and "7" are one."""
        return {str(statement.id): statement for statement in self.items}
