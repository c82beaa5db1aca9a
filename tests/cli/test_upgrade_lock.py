"""Servers and upgrades of one data folder keep out of each other's way."""

from pathlib import Path

import pytest

from linli.cli.upgrades.lock import ServingError, UpgradingError, serving, upgrading
from tests.cli.running import run


def test_many_servers_or_one_upgrade(tmp_path: Path):
    folder = tmp_path / "data"
    with serving(folder), serving(folder), pytest.raises(ServingError), upgrading(folder):
        pytest.fail("an upgrade began beside servers")
    with upgrading(folder):
        with pytest.raises(UpgradingError), serving(folder):
            pytest.fail("a server started beside an upgrade")
        with pytest.raises(UpgradingError), upgrading(folder):
            pytest.fail("a second upgrade began")
    with serving(folder):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_server_does_not_start_while_the_tables_change(tmp_path: Path):
    with upgrading(tmp_path):
        done = run(tmp_path, "serve", "--port", "0")
    assert (done.returncode, done.stdout) == (1, "")
    assert "An upgrade is under way" in done.stderr


def test_upgrade_waits_for_no_server_that_has_yet_to_take_its_lease(tmp_path: Path):
    assert run(tmp_path, "setup", "--empty", LINLI_PROFILE="generic").returncode == 0
    with serving(tmp_path):
        done = run(tmp_path, "upgrade", LINLI_PROFILE="generic")
    assert (done.returncode, "The server still runs" in done.stderr) == (1, True)
    assert not (tmp_path / "backups").exists()
