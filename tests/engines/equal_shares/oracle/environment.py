"""The environment of the packages that results are compared with, made when first needed.

They are copyleft or heavy, so they are installed apart from the project, in `.tools/oracles`,
from their own hash-locked list, and only ever run as another process.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
LOCK = ROOT / "requirements" / "oracles.txt"
PLACE = ROOT / ".tools" / "oracles"


class NoOracleError(Exception):
    """The environment could not be made; the message is what the installer said."""


def oracle_python() -> Path:
    """The interpreter that has pabutools. Raises NoOracleError."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    stamp, python = PLACE / "installed", PLACE / "bin" / "python"
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    with (PLACE.parent / "oracles.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != wanted:
            _make(python)
            stamp.write_text(wanted)
    return python


def _make(python: Path) -> None:
    shutil.rmtree(PLACE, ignore_errors=True)
    _run([sys.executable, "-m", "venv", "--without-pip", str(PLACE)])
    uv = Path(sys.executable).with_name("uv")
    install = [str(uv), "pip", "install", "--quiet", f"--python={python}"]
    if not uv.exists():
        install = [sys.executable, "-m", "pip", f"--python={python}", "install", "--quiet"]
    _run([*install, "--require-hashes", "--only-binary=:all:", f"--requirement={LOCK}"])


def _run(command: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise NoOracleError(f"{' '.join(command)}: {done.stderr.strip()}")
