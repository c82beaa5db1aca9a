"""Single files: whole or not at all, nobody else's, and there after a power failure."""

import os
import stat
from pathlib import Path

import pytest

from linli.engines.tile_log.placing import place_file


@pytest.fixture
def flushed(monkeypatch):
    """What was flushed to the disk, in its order."""
    seen = []
    monkeypatch.setattr(
        os, "fsync", lambda number: seen.append(Path(f"/proc/self/fd/{number}").readlink())
    )
    return seen


@pytest.mark.parametrize("is_new", [True, False])
def test_file_and_then_its_folder_are_flushed(tmp_path, flushed, is_new):
    place_file(tmp_path / "key", b"secret", mode=0o600, is_new=is_new)
    assert (flushed[0].parent, flushed[1:]) == (tmp_path, [tmp_path])
    assert flushed[0].name.startswith(".key.")
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
    assert (tmp_path / "key").read_bytes() == b"secret"
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_new_file_takes_nobodys_place(tmp_path):
    place_file(tmp_path / "key", b"one", is_new=True)
    with pytest.raises(FileExistsError):
        place_file(tmp_path / "key", b"two", is_new=True)
    assert (tmp_path / "key").read_bytes() == b"one"
    place_file(tmp_path / "key", b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("key", b"two")]
