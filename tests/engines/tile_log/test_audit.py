"""What lies in a log's folder beside the files of its latest checkpoint."""

from dataclasses import replace

import pytest

from linli.engines.tile_log import (
    FolderSource,
    Handover,
    LogWriter,
    TileTree,
    encode_handovers,
    make_signer,
    sign_checkpoint,
    verify_log,
)
from linli.engines.tile_log.checkpoints import Checkpoint
from tests.engines.tile_log.building import ORIGIN, SIGNER, VERIFIER, build_log


@pytest.fixture
def copy(tmp_path):
    build_log(tmp_path / "log", 3, 260, 800, 1100)
    return tmp_path / "log"


def list_faults(folder):
    faults = verify_log(FolderSource(folder), [VERIFIER]).faults
    return [(fault.code, fault.where) for fault in faults]


def test_missing_outgrown_tile_is_none(copy):
    """The specification lets a log delete a partial tile once the full one is there."""
    (copy / "tile/0/003.p/32").unlink()
    (copy / "tile/entries/000.p/3").unlink()
    assert list_faults(copy) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("tile/0/000.p/256", "tile-path"),
        ("tile/0/7", "tile-path"),
        ("tile/notes.txt", "tile-path"),
        ("checkpoint.3", "note"),
        (".journal", "journal"),
        ("handovers.json", "handovers"),
    ],
)
def test_file_that_does_not_belong_is_a_fault(copy, path, code):
    (copy / path).write_bytes(b"")
    assert list_faults(copy) == [(code, path)]


def test_file_beside_the_log_is_mentioned(copy):
    (copy / "README").write_text("about this log")
    verdict = verify_log(FolderSource(copy), [VERIFIER])
    assert verdict.ok
    assert verdict.notices == ("README is no part of the log: not checked",)


def test_kept_checkpoint_of_another_size_or_history_is_a_fault(copy, tmp_path):
    data = build_log(tmp_path / "same", 800)
    (copy / "checkpoint.800").write_bytes(data)
    assert list_faults(copy) == []
    (copy / "checkpoint.801").write_bytes(data)
    with LogWriter(tmp_path / "fork", [SIGNER]) as writer:
        writer.append([b"fork"] * 260)
        (copy / "checkpoint.260").write_bytes(writer.prepare().encode())
    assert list_faults(copy) == [
        ("root-mismatch", "checkpoint.260"),
        ("checkpoint", "checkpoint.801"),
    ]


def test_key_that_did_not_sign_is_a_fault(copy):
    stranger = make_signer(ORIGIN, seed=bytes(32)).verifier
    (copy / "verifier-key").write_text(f"{stranger.vkey}\n{VERIFIER.vkey}\n")
    assert list_faults(copy) == []
    (copy / "verifier-key").write_text(f"{stranger.vkey}\n")
    assert list_faults(copy) == [("verifier-key", "verifier-key")]


def test_handover_is_signed_by_both_keys_and_belongs_to_the_log(copy):
    old = make_signer(ORIGIN, seed=bytes(32))
    right = Checkpoint(ORIGIN, 260, TileTree(FolderSource(copy), 1100).root(260))

    def keep(checkpoint, *signers):
        note = sign_checkpoint(checkpoint, signers).encode().decode()
        handover = Handover(old.verifier.vkey, VERIFIER.vkey, note)
        (copy / "handovers.json").write_bytes(encode_handovers([handover]))
        return list_faults(copy)

    assert keep(right, old, SIGNER) == []
    assert keep(right, old) == keep(right, SIGNER) == [("unsigned", "handovers.json")]
    wrong = replace(right, root=bytes(32))
    assert keep(wrong, old, SIGNER) == [("root-mismatch", "handovers.json")]
    beyond = replace(right, size=1101)
    assert keep(beyond, old, SIGNER) == [("handovers", "handovers.json")]
