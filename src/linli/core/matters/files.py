"""Files of a step.  Who keeps them lies above matters and registers himself here."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from linli.core.matters.definition import Field
from linli.core.matters.inputs import StepInput
from linli.core.matters.models import Matter
from linli.core.records.models import Record


class FileKeeper(ABC):
    """Keeps files that were sent before, by the tokens that stand for them in a step's values.

    Each method runs within the transaction of the step.
    """

    @abstractmethod
    def take(
        self,
        matter: Matter,
        tokens: Mapping[Field, tuple[str, ...]],
        *,
        step: str,
        source: UUID,
        now: datetime,
    ) -> dict[str, str]:
        """Makes the files the matter's; the record's commitments by name.  InputRefusedError."""

    @abstractmethod
    def find_commitments(self, sources: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
        """Commitments of what was taken for these sources and has no record yet."""

    @abstractmethod
    def bind(self, records: Mapping[UUID, Record]) -> None:
        """Ties what was taken for these sources to their records."""


_KEEPERS: list[FileKeeper] = []


def register_keeper(keeper: FileKeeper) -> None:
    """Makes the keeper known; there is one."""
    _KEEPERS[:] = [keeper]


def take_files(
    matter: Matter, values: StepInput, *, step: str, source: UUID, now: datetime
) -> dict[str, str]:
    """Commitments to the files among the values; none, without a query, where there are none."""
    tokens = values.tokens()
    if not tokens:
        return {}
    return _KEEPERS[0].take(matter, tokens, step=step, source=source, now=now)


def find_commitments(sources: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """Commitments to files that wait for their records."""
    return _KEEPERS[0].find_commitments(sources) if _KEEPERS else {}


def bind_files(records: Mapping[UUID, Record]) -> None:
    """Gives waiting files their records."""
    if records:
        _KEEPERS[0].bind(records)
