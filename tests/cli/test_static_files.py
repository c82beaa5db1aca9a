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


def upgrade(installation: Path) -> tuple[int, list[str], str]:
    done = run(installation.parent, "upgrade", LINLI_PROFILE="generic")
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_upgrade_collects_those_of_another_version_and_keeps_the_old(installation: Path):
    (installation / "main.of-yesterday.css").write_text("body {}")
    (installation / static_files.STAMP).write_text("of yesterday")
    nothing = "Nothing to do: the database is that of this version."
    assert upgrade(installation) == (0, [nothing, "The files of the pages were collected."], "")
    assert (installation / "main.of-yesterday.css").exists()
    assert upgrade(installation) == (0, [nothing], "")


def test_lost_or_foreign_manifest_is_made_anew(installation: Path):
    manifest = installation / "staticfiles.json"
    whole = manifest.read_text()
    other = json.dumps({"paths": {}, "version": "1.1", "hash": ""})
    for damage in (manifest.unlink, lambda: manifest.write_text(other)):
        damage()
        assert upgrade(installation)[0] == 0
        assert manifest.read_text() == whole


def test_upgrade_says_that_the_files_alone_failed(installation: Path, tmp_path: Path):
    kept = installation.rename(tmp_path / "static")
    installation.write_text("in the way")
    status, said, wrong = upgrade(installation)
    installation.unlink()
    kept.rename(installation)
    assert (status, said) == (3, ["Nothing to do: the database is that of this version."])
    assert wrong.startswith("Error: The files of the pages were not collected: ")


def test_those_of_this_version_are_not_collected_again(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path
    called = []
    monkeypatch.setattr(static_files, "call_command", lambda *names, **_: called.append(names))
    assert not static_files.are_static_files_collected()
    assert [static_files.collect_static_files() for _ in range(2)] == [True, False]
    assert called == [("collectstatic",)]
    assert static_files.are_static_files_collected()
