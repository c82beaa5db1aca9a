"""What an import came to."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Rows read = created + skipped (there already) + rejected."""

    read: int = 0
    created: int = 0
    skipped: int = 0
    rejected: int = 0

    def plus(self, *, read: int, taken: int, created: int) -> Self:
        """With a batch more, of which so many could be taken and so many were new."""
        return type(self)(
            read=self.read + read,
            created=self.created + created,
            skipped=self.skipped + taken - created,
            rejected=self.rejected + read - taken,
        )

    def __str__(self) -> str:
        return (
            f"read={self.read} created={self.created} "
            f"skipped={self.skipped} rejected={self.rejected}"
        )
