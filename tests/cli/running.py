"""Running the command line in processes of its own, in folders of its own."""

import os
import subprocess
import sys
from pathlib import Path

LINLI = str(Path(sys.executable).with_name("linli"))


def environment(folder: Path, **extra: str) -> dict[str, str]:
    """What a fresh installation in that folder sees: nothing of ours but the PATH."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"LINLI_DATA_DIR": str(folder)} | extra


def run(
    folder: Path, *arguments: str, cwd: Path | None = None, stdin: str = "", **extra: str
) -> "subprocess.CompletedProcess[str]":
    """The finished command; the working directory is the data folder unless another is given."""
    return subprocess.run(
        [LINLI, *arguments],
        env=environment(folder, **extra),
        cwd=cwd or folder,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
