"""Pins every package that the project installs, with hashes and without addresses."""

import sys
from collections.abc import Sequence
from pathlib import Path

from . import node_packages, project_setup
from .paths import ROOT, VENV_BIN
from .progress import StepFailedError, run, say, step

# Each lock is made of these inputs, and agrees with the locks named after them.
LOCKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "bootstrap": (("requirements/bootstrap.in",), ()),
    "node": (("requirements/node.in",), ()),
    "base": (("pyproject.toml", "requirements/base.in"), ()),
    "dev": (("pyproject.toml", "requirements/base.in", "requirements/dev.in"), ("base",)),
    "oracles": (("requirements/oracles.in",), ()),
    "peers": (("requirements/peers.in",), ()),
    "text-peers": (("requirements/text-peers.in",), ()),
}
USUAL = ("bootstrap", "node", "base", "dev")


def main(arguments: Sequence[str]) -> int:
    """Locks the named sets, or all but oracles and peers; `--upgrade` takes newer versions."""
    project_setup.enter(development=False)
    upgrade = "--upgrade" in arguments
    names = [name for name in arguments if not name.startswith("--")]
    try:
        for name in names or USUAL:
            with step("锁定", f"Locking {name}"):
                _lock(name, upgrade=upgrade)
        if not names:
            with step("锁定", "Locking front-end packages"):
                _lock_node(upgrade=upgrade)
    except StepFailedError as error:
        say(str(error))
        return 1
    return 0


def _lock(name: str, *, upgrade: bool) -> None:
    """One resolution for every platform and for each Python from 3.11 on."""
    inputs, agreeing = LOCKS[name]
    command: list[str | Path] = [VENV_BIN / "uv", "pip", "compile", "--quiet", "--universal"]
    command += ["--python-version=3.11", "--generate-hashes", "--no-emit-index-url"]
    command += ["--custom-compile-command=script/lock", f"--output-file=requirements/{name}.txt"]
    command += [f"--constraint=requirements/{other}.txt" for other in agreeing]
    run([*command, *(["--upgrade"] if upgrade else []), *inputs])


def _lock_node(*, upgrade: bool) -> None:
    """Direct dependencies are exact in package.json: `--upgrade` renews what they bring along."""
    if upgrade:
        (ROOT / "package-lock.json").unlink(missing_ok=True)
    node_packages.npm("install", "--package-lock-only")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
