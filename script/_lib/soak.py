"""script/soak NAME: one of the long runs, each a module of benchmarks/soak."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from . import project_setup
from .paths import PYTHON, ROOT
from .progress import say

FOLDER = ROOT / "benchmarks" / "soak"


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] not in names():
        say(f"script/soak {' | '.join(names())}")
        return 2
    project_setup.enter(development=True)
    return _become(*arguments)


def _become(name: str, *more: str) -> NoReturn:
    os.execv(PYTHON, [str(PYTHON), "-m", f"benchmarks.soak.{name}", *more])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
