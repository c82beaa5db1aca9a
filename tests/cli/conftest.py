"""Installations as earlier versions left them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import environment, run

OLDER = {"cases": "0003", "accounts": "0001", "contributions": "0001", "administration": "zero"}


def django(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    settings = {"DJANGO_SETTINGS_MODULE": "linli.config.settings", "LINLI_PROFILE": "generic"}
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with data, as an earlier version left it."""
    folder = tmp_path_factory.mktemp("left")
    made = run(folder, "setup", "--starting-community", "--quiet", LINLI_PROFILE="generic")
    assert made.returncode == 0, made.stderr
    for app, name in OLDER.items():
        done = django(folder, "migrate", app, name, "--verbosity=0")
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def older(left: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(left, tmp_path / "data"))
