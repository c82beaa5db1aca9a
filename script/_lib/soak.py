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
    stems = [path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_")]
    return sorted(stem.replace("_", "-") for stem in stems)


def main(arguments: Sequence[str]) -> int:
    name = arguments[0].replace("_", "-") if arguments else ""
    if name not in names():
        say(f"script/soak {' | '.join(names())}")
        return 2
    project_setup.enter(development=True)
    return _become(name.replace("-", "_"), *arguments[1:])


def _become(module: str, *more: str) -> NoReturn:
    os.execv(PYTHON, [str(PYTHON), "-m", f"benchmarks.soak.{module}", *more])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
