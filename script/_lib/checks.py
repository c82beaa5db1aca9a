"""All that can be said about the sources without running the product."""

import base64
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from . import node_packages, project_setup
from .paths import NODE_MODULES, PYTHON, ROOT, VENV_BIN
from .progress import say

DJANGO = (str(PYTHON), "-m", "django")


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    command: tuple[str, ...]
    env: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    check: Check
    passed: bool
    output: str
    seconds: float


def checks(data_dir: str) -> list[Check]:
    """The slowest first, as two run at a time."""
    trial = _environment(LINLI_DATA_DIR=data_dir)
    production = trial | {
        "LINLI_PRODUCTION": "1",
        "LINLI_SECRET_KEY": secrets.token_urlsafe(50),
        "LINLI_FIELD_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "LINLI_HOSTS": "linli.example",
        "LINLI_PUBLIC_URL": "https://linli.example",
    }
    tsc = str(NODE_MODULES / ".bin" / "tsc")
    linter = str(VENV_BIN / "ruff")
    deploy = ("check", "--deploy", "--fail-level", "WARNING")
    return [
        Check("types", (str(VENV_BIN / "mypy"),), trial),
        Check("lint", (linter, "check", "."), trial),
        Check("format", (linter, "format", "--check", "."), trial),
        Check("contracts", (str(VENV_BIN / "lint-imports"), "--no-logo"), trial),
        Check("settings", (*DJANGO, *deploy), production),
        Check("migrations", (*DJANGO, "makemigrations", "--check", "--dry-run"), trial),
        Check("front-end types", (tsc, "--noEmit"), node_packages.environment()),
        Check("messages", (str(PYTHON), "-m", "script._lib.messages", "check"), trial),
    ]


def _environment(**more: str) -> dict[str, str]:
    """This process's environment without what the developer has set for Linli."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINLI_")}
    return kept | {"DJANGO_SETTINGS_MODULE": "linli.config.settings"} | more


def run() -> bool:
    """Runs them all, prints each one's outcome, and what the failed ones said; True if none."""
    with tempfile.TemporaryDirectory(prefix="linli-checks-") as data_dir:
        failed = [outcome for outcome in _outcomes(checks(data_dir)) if not outcome.passed]
    for outcome in failed:
        say(f"\n--- {outcome.check.name}: {' '.join(outcome.check.command)}\n{outcome.output}")
    return not failed


def _outcomes(listed: list[Check]) -> Iterator[Outcome]:
    with ThreadPoolExecutor(max_workers=2) as pool:
        for outcome in pool.map(_run, listed):
            mark = "✓" if outcome.passed else "✗"
            say(f"{mark} {outcome.check.name} {outcome.seconds:.1f} s")
            yield outcome


def _run(check: Check) -> Outcome:
    started = time.monotonic()
    result = subprocess.run(
        check.command,
        cwd=ROOT,
        env=dict(check.env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - started
    return Outcome(check, result.returncode == 0, result.stdout, seconds)


def main() -> int:
    project_setup.enter(development=True)
    return 0 if run() else 1


if __name__ == "__main__":
    sys.exit(main())
