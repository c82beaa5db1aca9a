"""What a sealed log holds, read from its tiles."""

import json
from dataclasses import dataclass
from typing import Any

from linli.engines.tile_log import TileTree


@dataclass(frozen=True)
class SealedLog:
    size: int
    root: bytes
    tree: TileTree

    @property
    def raw(self) -> list[bytes]:
        return [self.tree.entry(index) for index in range(self.size)]

    @property
    def entries(self) -> list[dict[str, Any]]:
        return [json.loads(entry) for entry in self.raw]
