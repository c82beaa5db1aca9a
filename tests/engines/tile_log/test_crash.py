"""Crashes at every step, and kill -9 at random ones: nothing published is contradicted."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from linli.engines.tile_log import (
    FolderSource,
    LogWriter,
    MemoryTree,
    StorageError,
    TileTree,
    open_checkpoint,
    verify_log,
)
from tests.engines.tile_log.building import SIGNER, VERIFIER, make_entries, make_entry

KILLS = 5


class PowerCutError(BaseException):
    """Not an Exception, so that nothing on the way could hold it up."""


@pytest.fixture
def cut_after(monkeypatch):
    """A context that lets so many writing calls of the system through, and none after them."""

    @contextmanager
    def cut(count):
        left = iter(range(count))

        def limit(call):
            def limited(*arguments, **named):
                if next(left, None) is None:
                    raise PowerCutError
                return call(*arguments, **named)

            return limited

        calls = (os, "fsync"), (Path, "rename"), (Path, "write_bytes"), (Path, "unlink")
        with monkeypatch.context() as patch:
            for owner, name in calls:
                patch.setattr(owner, name, limit(getattr(owner, name)))
            yield

    return cut


def reopen(folder, *, known, decided):
    """The size after a crash: what was durable before, with or without the batch under way."""
    with LogWriter(folder, [SIGNER]) as writer:
        size = writer.size
        assert size in (known, decided)
        writer.append(make_entries(size, size + 2))
        writer.publish()
        expected = MemoryTree()
        expected.append(make_entries(0, size + 2))
        assert writer.root == expected.root()
    assert verify_log(FolderSource(folder), [VERIFIER]).ok
    return size


def test_crash_at_every_step_of_a_batch_is_recovered_from(tmp_path, cut_after):
    outcomes = []
    while "done" not in outcomes:
        folder = tmp_path / str(len(outcomes))
        with LogWriter(folder, [SIGNER]) as writer:
            writer.append(make_entries(0, 250))
            old = writer.publish()
            writer.append(make_entries(250, 253))
            try:
                with cut_after(len(outcomes)):
                    writer.append(make_entries(253, 600))
                    writer.publish()
                outcomes.append("done")
            except PowerCutError:
                assert verify_log(FolderSource(folder), [VERIFIER], since=old).ok
                outcomes.append("cut")
        outcomes[-1] += f" {reopen(folder, known=253, decided=600)}" * (outcomes[-1] == "cut")
    assert list(dict.fromkeys(outcomes)) == ["cut 253", "cut 600", "done"]


def test_crash_while_recovering_is_recovered_from(tmp_path, cut_after):
    step, finished = 0, False
    while not finished:
        folder = tmp_path / str(step)
        with LogWriter(folder, [SIGNER]) as writer:
            writer.append(make_entries(0, 250))
            writer.publish()
            with pytest.raises(PowerCutError), cut_after(9):
                writer.append(make_entries(250, 600))
        try:
            with cut_after(step):
                LogWriter(folder, [SIGNER]).close()
            finished = True
        except PowerCutError:
            step += 1
        assert reopen(folder, known=600, decided=600) == 600
    assert step > 10


def test_writer_that_failed_writes_nothing_more(tmp_path, cut_after):
    with LogWriter(tmp_path, [SIGNER]) as writer:
        with pytest.raises(PowerCutError), cut_after(4):
            writer.append(make_entries(0, 9))
        with pytest.raises(StorageError) as refused:
            writer.append([b"other"])
        assert refused.value.code == "broken"
    assert reopen(tmp_path, known=9, decided=9) == 9


def test_batch_is_written_as_journal_entries_tiles_checkpoint(tmp_path, monkeypatch):
    placed, rename = [], Path.rename

    def note_rename(path, target):
        placed.append(target.relative_to(tmp_path).as_posix())
        return rename(path, target)

    with LogWriter(tmp_path, [SIGNER]) as writer:
        monkeypatch.setattr(Path, "rename", note_rename)
        writer.append(make_entries(0, 300))
        writer.publish()
    assert placed == [
        ".journal",
        "tile/entries/000",
        "tile/entries/001.p/44",
        "tile/0/000",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "checkpoint",
    ]


WRITE = """
import random, sys
from pathlib import Path
from linli.engines.tile_log import LogWriter
from tests.engines.tile_log.building import SIGNER, make_entries
draw = random.Random(int(sys.argv[2]))
with LogWriter(Path(sys.argv[1]), [SIGNER]) as writer:
    print("opened", writer.size, flush=True)
    while True:
        writer.append(make_entries(writer.size, writer.size + draw.randrange(1, 600)))
        print("added", writer.size, flush=True)
        if draw.random() < 0.7:
            note = writer.publish().note.encode()
            print("published", note.hex(), flush=True)
"""


def run_and_kill(folder, seed, seconds):
    """What a writer said before it was killed, and how large the log was said to be."""
    command = [sys.executable, "-c", WRITE, str(folder), str(seed)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(("src", "."))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as writer:
        first = writer.stdout.readline()
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        lines = [first, *writer.stdout]
    words = [line.split() for line in lines if line.endswith(b"\n")]
    sizes = [int(value) for word, value in words if word != b"published"]
    notes = [bytes.fromhex(value.decode()) for word, value in words if word == b"published"]
    return sizes, notes


def test_kill_at_random_points_contradicts_nothing_published(tmp_path):
    draw, size, notes = random.Random(20_240_501), 0, []
    for seed in range(KILLS):
        sizes, published = run_and_kill(tmp_path, seed, draw.uniform(0.05, 0.5))
        assert sizes[0] >= size, "a durable batch was lost"
        size, notes = sizes[-1], notes + published
        verdict = verify_log(FolderSource(tmp_path), [VERIFIER])
        assert verdict.ok
        shown = [open_checkpoint(note, [VERIFIER]).checkpoint for note in notes]
        tree = TileTree(FolderSource(tmp_path), verdict.signed.checkpoint.size)
        assert [tree.root(checkpoint.size) for checkpoint in shown] == [
            checkpoint.root for checkpoint in shown
        ]
    with LogWriter(tmp_path, [SIGNER]) as writer:
        assert writer.size >= size
        tree = writer.tree()
        some = [*range(0, writer.size, 97), writer.size - 1]
        assert [tree.entry(index) for index in some] == [make_entry(index) for index in some]
    assert notes, "nothing was published, so nothing was tried"
