"""The file of rejected rows: whole, or not there."""

import pytest

from linli.apps.cases.services.importing.rejections import Rejections


def test_rows_are_listed_when_the_import_is_through(tmp_path):
    path = tmp_path / "rejected.csv"
    with Rejections(path) as rejections:
        rejections.add(3, "留言时间", "not_a_time")
        rejections.add(8, "", "cells")
        assert not path.exists()
    assert path.read_text(encoding="utf-8-sig") == (
        "row,column,reason\n3,留言时间,not_a_time\n8,,cells\n"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["rejected.csv"]
    assert path.stat().st_mode & 0o077 == 0


def test_nothing_rejected_leaves_no_file_not_even_an_old_one(tmp_path):
    path = tmp_path / "rejected.csv"
    path.write_text("of last time")
    with Rejections(path):
        pass
    assert list(tmp_path.iterdir()) == []


def fail(rejections, *, rejects):
    with rejections:
        if rejects:
            rejections.add(3, "a", "required")
        raise RuntimeError


@pytest.mark.parametrize("rejects", [True, False])
def test_import_that_fails_leaves_the_file_of_the_run_before(tmp_path, rejects):
    path = tmp_path / "rejected.csv"
    path.write_text("of last time")
    with pytest.raises(RuntimeError):
        fail(Rejections(path), rejects=rejects)
    assert path.read_text() == "of last time"
    assert list(tmp_path.iterdir()) == [path]


def test_folder_that_cannot_be_written_to(tmp_path):
    with pytest.raises(OSError, match="nowhere"), Rejections(tmp_path / "nowhere" / "r.csv") as r:
        r.add(3, "a", "required")
