"""Tells whether what was made from some files is still what they would make."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .paths import ROOT


def digest(files: Iterable[Path], *more: str) -> str:
    """A hash over names and contents of `files`, in order of name, and over the texts in `more`."""
    whole = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes()
        whole.update(f"{_name(path)}\0{len(content)}\0".encode())
        whole.update(content)
    for text in more:
        whole.update(f"\0{text}".encode())
    return whole.hexdigest()


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file that keeps the digest of the inputs that its neighbours were made from."""

    path: Path

    def read(self) -> str:
        """Its text, empty while nothing was made."""
        try:
            return self.path.read_text()
        except FileNotFoundError:
            return ""

    def write(self, value: str) -> None:
        """To be called last, so that an interrupted step is done again."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(value)
