"""Where what was compiled is kept, and that nothing is imported before it is needed."""

import os
import subprocess
import sys
from pathlib import Path

COUNT = (
    "from linli.engines.opinion_groups.compiled import krylov, kernel; import numpy as np; "
    "print(krylov.dot(np.ones(3), np.ones(3)), kernel.count_compiled())"
)


def run(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | environment,
    )
    return done.stdout.strip()


def test_importing_the_engine_imports_no_compiler() -> None:
    code = (
        "import sys, linli.engines.opinion_groups, linli.engines.opinion_groups.command; "
        "print(sorted({'numba', 'scipy', 'distributed', 'django'} & set(sys.modules)))"
    )
    assert run(code) == "[]"


def test_what_was_compiled_is_kept(tmp_path: Path) -> None:
    place = str(tmp_path / "cache")
    assert run(COUNT, NUMBA_CACHE_DIR=place) == "3.0 1"
    assert run(COUNT, NUMBA_CACHE_DIR=place) == "3.0 0"


def test_without_a_place_for_it_everything_is_compiled_anew(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    for _ in range(2):
        assert run(COUNT, NUMBA_CACHE_DIR=str(blocked / "cache")).split()[0] == "3.0"
