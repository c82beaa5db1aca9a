"""Single files that appear whole, or not at all, and survive a crash from then on."""

import os
import secrets
from pathlib import Path

from linli.engines.tile_log.durable import flush


def place_file(path: Path, data: bytes, *, mode: int = 0o644, is_new: bool = False) -> None:
    """Puts a file in place in one step, durable on return, and never with more rights than `mode`.

    Raises FileExistsError where `is_new` and somebody else's is there.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            file.write(data)
        flush(draft)
        if is_new:
            os.link(draft, path)
        else:
            draft.replace(path)
        flush(path.parent)
    finally:
        draft.unlink(missing_ok=True)
