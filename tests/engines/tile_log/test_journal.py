import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.engines.tile_log import StorageError
from linli.engines.tile_log.journal import JOURNAL_NAME, Batch, read_journal

BATCH = Batch(5, bytes(32), 8, bytes(range(32)), [b"", b"one", b"x" * 65_535])


def test_journal_gives_its_batch_back(tmp_path):
    assert read_journal(tmp_path) is None
    (tmp_path / JOURNAL_NAME).write_bytes(BATCH.encode())
    assert read_journal(tmp_path) == BATCH


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_journal_with_any_byte_changed_is_refused(tmp_path, data):
    changed = bytearray(BATCH.encode())
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    (tmp_path / JOURNAL_NAME).write_bytes(changed)
    with pytest.raises(StorageError) as refused:
        read_journal(tmp_path)
    assert refused.value.code == "journal"


@pytest.mark.parametrize("length", [0, 1, 40, 200])
def test_journal_that_is_cut_short_is_refused(tmp_path, length):
    (tmp_path / JOURNAL_NAME).write_bytes(BATCH.encode()[:length])
    with pytest.raises(StorageError):
        read_journal(tmp_path)
