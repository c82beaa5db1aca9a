"""The cells of a Pabulib file, as they stand in it."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, eq=False)
class Table:
    """One section: ``cells`` holds its rows one behind the other, ``columns`` cells a row."""

    header: tuple[str, ...]
    cells: list[str]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The column names without the spaces around them."""
        return tuple(name.strip() for name in self.header)

    @property
    def width(self) -> int:
        """Cells in a row."""
        return len(self.header)

    def __len__(self) -> int:
        return len(self.cells) // self.width

    def has(self, name: str) -> bool:
        """Whether there is a column of that name."""
        return name in self.names

    def column(self, name: str) -> list[str]:
        """The cells of one column, top to bottom."""
        return self.cells[self.names.index(name) :: self.width]

    def rows(self) -> list[list[str]]:
        """The cells row by row."""
        return [self.cells[i : i + self.width] for i in range(0, len(self.cells), self.width)]


@dataclass(frozen=True, eq=False)
class Tables:
    """The three sections and how the file was written: line ends, byte order mark."""

    meta: Table
    projects: Table
    votes: Table
    newline: str = "\n"
    byte_order_mark: bool = False
    ends_with_newline: bool = True

    @cached_property
    def values(self) -> dict[str, str]:
        """META as a dictionary, spaces around keys and values removed."""
        rows = self.meta.rows()
        return {key.strip(): value.strip() for key, value in rows}
