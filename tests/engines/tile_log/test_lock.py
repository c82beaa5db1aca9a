import fcntl
import os
import signal
import subprocess
import sys

import pytest

from linli.engines.tile_log import LockedError
from linli.engines.tile_log.lock import WriterLock

HOLD = """
import sys, time
from pathlib import Path
from linli.engines.tile_log.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_lock_is_held_by_one(tmp_path):
    first = WriterLock(tmp_path)
    with pytest.raises(LockedError) as refused:
        WriterLock(tmp_path)
    assert refused.value.code == "locked"
    assert first.held
    first.release()
    assert not first.held
    WriterLock(tmp_path).release()


def test_lock_of_a_killed_process_is_free_at_once(tmp_path):
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": "src"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedError):
            WriterLock(tmp_path)
        holder.send_signal(signal.SIGKILL)
    WriterLock(tmp_path).release()


def test_lock_whose_file_was_replaced_is_no_longer_held(tmp_path):
    first = WriterLock(tmp_path)
    (tmp_path / ".lock").unlink()
    assert not first.held
    second = WriterLock(tmp_path)
    assert second.held
    assert not first.held
    first.release()
    second.release()


def test_lock_whose_file_is_replaced_while_it_is_taken_is_not_given(tmp_path, monkeypatch):
    lock = fcntl.flock

    def replace_and_lock(descriptor, operation):
        (tmp_path / ".lock").unlink()
        (tmp_path / ".lock").touch()
        lock(descriptor, operation)

    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", replace_and_lock)
        with pytest.raises(LockedError):
            WriterLock(tmp_path)
    WriterLock(tmp_path).release()
