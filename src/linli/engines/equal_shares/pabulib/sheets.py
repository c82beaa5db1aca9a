"""The VOTES table together with what is needed to say where in it something is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from linli.engines.equal_shares.ballots import VoteType
from linli.engines.equal_shares.errors import PabulibError
from linli.engines.equal_shares.pabulib.places import fault
from linli.engines.equal_shares.tables import Table


@dataclass(frozen=True)
class VoteSheet:
    """The votes of a file; ``index`` gives the position of each project id."""

    text: str
    table: Table
    vote_type: VoteType
    index: Mapping[str, int]

    def column(self, name: str) -> list[str]:
        """A column's cells. Raises PabulibError when VOTES has no column of that name."""
        if not self.table.has(name):
            raise fault(self.text, f"VOTES has no column {name!r}", section="VOTES")
        return self.table.column(name)

    def find(
        self, cells: Sequence[str], wrong: Callable[[list[str], int], bool]
    ) -> tuple[int, int]:
        """Row and position of the first item of a comma-separated cell that is wrong."""
        for row, cell in enumerate(cells):
            tokens = cell.split(",") if cell.strip() else []
            for position in range(len(tokens)):
                if wrong(tokens, position):
                    return row, position
        raise AssertionError(wrong)  # pragma: no cover - called when there is one

    def fault(self, reason: str, row: int, name: str, position: int = 0) -> PabulibError:
        """The error for ``reason`` at an item of a cell."""
        cell = self.table.names.index(name)
        tokens = self.table.column(name)[row].split(",")[:position]
        offset = sum(len(token) + 1 for token in tokens)
        return fault(self.text, reason, section="VOTES", row=row, cell=cell, offset=offset)
