"""The files that pages name: collected by set-up and upgrade, anew for another version."""

import json
from pathlib import Path

import pytest

from linli.cli import static_files
from tests.cli.running import run


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that `linli setup` has made, as a new machine has it."""
    folder = tmp_path_factory.mktemp("installation")
    done = run(folder, "setup", "--empty", LINLI_PROFILE="generic")
    assert done.returncode == 0, done.stderr
    return folder / "static"


def test_set_up_puts_what_pages_name_where_the_server_reads(installation: Path):
    paths = json.loads((installation / "staticfiles.json").read_text())["paths"]
    assert {"icon.svg", "built/main.css", "built/main.js"} <= set(paths)
    assert all((installation / path).exists() for path in paths.values())


def test_upgrade_collects_those_of_another_version_and_keeps_the_old(installation: Path):
    (installation / "main.of-yesterday.css").write_text("body {}")
    (installation / "staticfiles.json").unlink()
    (installation / static_files.STAMP).write_text("of yesterday")
    done = run(installation.parent, "upgrade", LINLI_PROFILE="generic")
    assert done.returncode == 0, done.stderr
    assert (installation / "staticfiles.json").exists()
    assert (installation / "main.of-yesterday.css").exists()


def test_those_of_this_version_are_not_collected_again(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path
    called = []
    monkeypatch.setattr(static_files, "call_command", lambda *names, **_: called.append(names))
    assert not static_files.are_static_files_collected()
    static_files.collect_static_files()
    static_files.collect_static_files()
    assert called == [("collectstatic",)]
    assert static_files.are_static_files_collected()
