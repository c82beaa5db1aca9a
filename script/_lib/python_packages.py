"""The environment `.venv`: made once, filled from the hash-locked requirements."""

import importlib.util
import json
import os
import sys
import tomllib
from pathlib import Path

from . import debian
from .paths import PYTHON, REQUIREMENTS, ROOT, VENV, VENV_BIN
from .progress import StepFailedError, run, step
from .stamps import Stamp, digest

INSTALLED = Stamp(VENV / ".linli" / "packages")
EDITABLE = Stamp(VENV / ".linli" / "editable")
BASE = ("bootstrap", "base", "node")
DEVELOPMENT = "development"
_PINNED = ("--require-hashes", "--only-binary=:all:")


def install(*, development: bool) -> None:
    """Brings `.venv` to what the locks say; milliseconds when it is there already.

    An environment that has had the development packages keeps them: who tests also serves.
    """
    _create()
    kept = INSTALLED.read().partition(" ")[0] == DEVELOPMENT
    development = development or kept
    locks = [REQUIREMENTS / f"{name}.txt" for name in (*BASE, *(["dev"] if development else []))]
    wanted = f"{DEVELOPMENT if development else 'base'} {digest(locks)}"
    if INSTALLED.read() != wanted:
        with step("安装 Python 依赖", "Installing Python packages"):
            _fill([f"--requirement={lock}" for lock in locks])
        EDITABLE.path.unlink(missing_ok=True)
        INSTALLED.write(wanted)
    _install_linli()


def _create() -> None:
    if PYTHON.exists():
        return
    with step("创建 Python 环境", "Creating the Python environment"):
        if importlib.util.find_spec("ensurepip") is None:
            _install_ensurepip()
        run([sys.executable, "-m", "venv", "--clear", VENV])


def _install_ensurepip() -> None:
    """Debian keeps this part of Python in a package of its own."""
    if not debian.can_install():
        raise StepFailedError(
            "This Python cannot make environments: install the package python3-venv.\n"
            "这个 Python 不能创建虚拟环境：请安装 python3-venv。"
        )
    debian.install(f"python3.{sys.version_info.minor}-venv")


def _fill(locks: list[str]) -> None:
    _pip(PYTHON, *_PINNED, f"--requirement={REQUIREMENTS / 'bootstrap.txt'}")
    fill(PYTHON, locks)


def fill(python: Path, locks: list[str]) -> None:
    """Installs what is locked into an environment.

    With uv, which is several times as fast, or with pip where uv cannot reach its packages.
    """
    uv: list[str | Path] = [VENV_BIN / "uv", "pip", "install", "--quiet", f"--python={python}"]
    try:
        run([*uv, *_PINNED, "--compile-bytecode", *locks], env=os.environ | _mirror())
    except StepFailedError:
        _pip(python, *_PINNED, *locks)


def _pip(python: Path, *arguments: str) -> None:
    quietly = ["install", "--quiet", "--disable-pip-version-check"]
    run([PYTHON, "-m", "pip", f"--python={python}", *quietly, *arguments])


def _mirror() -> dict[str, str]:
    """The index that the person set for pip, which uv does not read by itself."""
    listed = run([PYTHON, "-m", "pip", "config", "list"]).splitlines()
    values = dict(line.partition("=")[::2] for line in listed)
    for name in (":env:.index-url", "site.index-url", "user.index-url", "global.index-url"):
        if name in values and "UV_DEFAULT_INDEX" not in os.environ:
            return {"UV_DEFAULT_INDEX": values[name].strip("'\"")}
    return {}


def _install_linli() -> None:
    """The command `linli`, running from this folder's sources."""
    described = tomllib.loads((ROOT / "pyproject.toml").read_text())
    parts = {name: described[name] for name in ("build-system", "project")}
    wanted = digest([], json.dumps(parts), str(ROOT))
    if EDITABLE.read() == wanted:
        return
    with step("安装邻里本身", "Installing Linli itself"):
        _pip(PYTHON, "--no-deps", "--no-build-isolation", f"--editable={ROOT}")
    EDITABLE.write(wanted)
