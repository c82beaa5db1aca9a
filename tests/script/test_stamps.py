"""A digest changes with every input and with nothing else."""

from pathlib import Path

import pytest

from script._lib.stamps import Stamp, digest


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for name, text in (("a", "one"), ("b", "two")):
        (tmp_path / name).write_text(text)
    return [tmp_path / "a", tmp_path / "b"]


def test_digest_is_the_same_in_any_order(files):
    assert digest(files) == digest(reversed(files))


def test_digest_changes_with_content_name_number_and_text(files, tmp_path):
    first = digest(files)
    (tmp_path / "a").write_text("One")
    changed = digest(files)
    (tmp_path / "a").write_text("one")
    (tmp_path / "b").rename(tmp_path / "c")
    renamed = digest([tmp_path / "a", tmp_path / "c"])
    fewer = digest([tmp_path / "a"])
    texts = [digest([], "ab"), digest([], "a", "b")]
    assert len({first, changed, renamed, fewer, *texts}) == 6


def test_content_cannot_pass_for_another_file(tmp_path):
    (tmp_path / "a").write_text("x\0b\0001\0y")
    one = digest([tmp_path / "a"])
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").write_text("y")
    assert digest([tmp_path / "a", tmp_path / "b"]) != one


def test_stamp_is_empty_until_written(tmp_path):
    stamp = Stamp(tmp_path / "deep" / "stamp")
    assert stamp.read() == ""
    stamp.write("made")
    assert stamp.read() == "made"
