"""Order of flushing: what a power failure could otherwise take back."""

import os
from pathlib import Path

import pytest

from linli.engines.tile_log import StorageError
from linli.engines.tile_log.durable import DurableFolder
from tests.engines.tile_log.building import read_files


@pytest.fixture
def calls(monkeypatch):
    """The flushes and renames in their order, by path."""
    seen = []
    flush, rename = os.fsync, Path.rename

    def note_flush(descriptor):
        seen.append(("flush", str(Path(f"/proc/self/fd/{descriptor}").readlink())))
        flush(descriptor)

    def note_rename(path, target):
        seen.append(("rename", str(path), str(target)))
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", note_flush)
    monkeypatch.setattr(Path, "rename", note_rename)
    return seen


def test_add_flushes_content_before_names_and_names_before_it_returns(tmp_path, calls):
    folder = DurableFolder(tmp_path)
    folder.add([("a/b/one", b"1"), ("two", b"2")])
    staged = [f"{tmp_path}/.staging/{number}" for number in range(2)]
    # What is staged is flushed side by side, in whatever order the disk takes it.
    assert [*sorted(calls[:2]), *calls[2:]] == [
        ("flush", staged[0]),
        ("flush", staged[1]),
        ("rename", staged[0], f"{tmp_path}/a/b/one"),
        ("rename", staged[1], f"{tmp_path}/two"),
        ("flush", f"{tmp_path}/a/b"),
        ("flush", f"{tmp_path}/a"),
        ("flush", f"{tmp_path}"),
    ]
    assert read_files(tmp_path) == {"a/b/one": b"1", "two": b"2"}


def test_add_flushes_the_folders_of_a_file_that_an_earlier_run_left(tmp_path, calls):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one").write_bytes(b"1")
    DurableFolder(tmp_path).add([("a/one", b"1")])
    assert calls == [("flush", f"{tmp_path}/a"), ("flush", f"{tmp_path}")]


def test_add_does_not_change_a_file_that_is_there(tmp_path):
    folder = DurableFolder(tmp_path)
    folder.add([("one", b"1")])
    with pytest.raises(StorageError) as refused:
        folder.add([("new", b""), ("one", b"2")])
    assert refused.value.code == "conflict"
    assert read_files(tmp_path) == {"one": b"1"}


def test_add_places_more_files_than_are_flushed_at_once(tmp_path):
    files = [(f"x{number}", str(number).encode()) for number in range(140)]
    DurableFolder(tmp_path).add(files)
    assert read_files(tmp_path) == dict(files)


def test_replace_puts_a_file_in_place_of_another(tmp_path, calls):
    folder = DurableFolder(tmp_path)
    folder.replace("one", b"1")
    folder.replace("one", b"2")
    folder.remove("none")
    assert read_files(tmp_path) == {"one": b"2"}
    assert [call[0] for call in calls] == ["flush", "rename", "flush"] * 2


def test_what_a_crash_left_behind_is_thrown_away(tmp_path):
    (tmp_path / ".staging").mkdir()
    (tmp_path / ".staging/0").write_bytes(b"half")
    DurableFolder(tmp_path)
    assert read_files(tmp_path) == {}
