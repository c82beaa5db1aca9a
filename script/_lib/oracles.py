"""The environment `.tools/oracles`: what results are compared with.

Some of it is copyleft or heavy, so it is kept apart from what Linli is made of, in an environment
of its own that is only ever run as another process. Made when first asked for.
"""

import fcntl
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import python_packages
from .paths import REQUIREMENTS, ROOT
from .progress import run, step
from .stamps import Stamp, digest

PLACE = ROOT / ".tools" / "oracles"
PYTHON = PLACE / "bin" / "python"
LOCK = REQUIREMENTS / "oracles.txt"
INSTALLED = Stamp(PLACE / ".linli" / "packages")


def provide() -> Path:
    """Its interpreter. Raises StepFailedError where the packages cannot be had."""
    wanted = digest([LOCK])
    with _alone():
        if INSTALLED.read() != wanted:
            with step("安装对照软件", "Installing what results are compared with"):
                shutil.rmtree(PLACE, ignore_errors=True)
                run([sys.executable, "-m", "venv", "--without-pip", PLACE])
                python_packages.fill(PYTHON, [f"--requirement={LOCK}"])
            INSTALLED.write(wanted)
    return PYTHON


@contextmanager
def _alone() -> Iterator[None]:
    """Two that ask at once get one environment."""
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    with PLACE.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
