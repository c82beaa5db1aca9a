import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.tile_log import (
    FolderSource,
    FormatError,
    LockedError,
    LogWriter,
    MemoryTree,
    Note,
    SignatureError,
    StorageError,
    make_signer,
    parse_note,
    verify_log,
)
from linli.engines.tile_log.hashing import EMPTY_ROOT
from tests.engines.tile_log.building import (
    ORIGIN,
    SIGNER,
    VERIFIER,
    build_log,
    make_entries,
    read_files,
)

NEW_KEY = make_signer(ORIGIN, seed=bytes(32))


def expect_root(size):
    tree = MemoryTree()
    tree.append(make_entries(0, size))
    return tree.root()


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 400), st.booleans(), st.booleans()), max_size=6))
def test_log_written_in_any_batches_over_any_restarts_is_verified(tmp_path_factory, steps):
    """Each step appends, perhaps publishes, perhaps opens the log anew."""
    folder = tmp_path_factory.mktemp("log")
    writer = LogWriter(folder, [SIGNER])
    for count, publishes, restarts in steps:
        writer.append(make_entries(writer.size, writer.size + count))
        if publishes:
            writer.publish()
        if restarts:
            writer.close()
            writer = LogWriter(folder, [SIGNER])
    size = sum(count for count, _, _ in steps)
    assert (writer.size, writer.root) == (size, expect_root(size))
    writer.publish()
    writer.close()
    verdict = verify_log(FolderSource(folder), [VERIFIER])
    assert (verdict.ok, verdict.checked, verdict.notices) == (True, size, ())


def test_log_is_the_same_however_its_batches_were_cut(tmp_path):
    build_log(tmp_path / "one", 700)
    build_log(tmp_path / "many", 3, 255, 256, 257, 512, 699, 700)
    one, many = read_files(tmp_path / "one"), read_files(tmp_path / "many")
    assert one.items() <= many.items()
    assert {path for path in many.keys() - one.keys() if ".p/" not in path} == set()


def test_append_gives_the_indices_and_publishes_nothing(tmp_path):
    with LogWriter(tmp_path, [SIGNER]) as writer:
        assert writer.root == EMPTY_ROOT
        assert writer.append([b"a", b"b"]) == range(2)
        assert writer.append([]) == range(2, 2)
        assert writer.append([b"c"]) == range(2, 3)
        assert writer.published is None
        assert writer.tree().entry(2) == b"c"
    assert not (tmp_path / "checkpoint").exists()


def test_append_of_an_entry_that_is_too_long_adds_nothing(tmp_path):
    with LogWriter(tmp_path, [SIGNER]) as writer:
        with pytest.raises(FormatError) as refused:
            writer.append([b"a", b"x" * 65_536])
        assert refused.value.code == "entry-long"
        assert writer.size == 0
        assert writer.append([b"b"]) == range(1)


def test_published_files_stay_as_they_are_while_the_log_grows(tmp_path):
    build_log(tmp_path, 7, 300)
    before = read_files(tmp_path)
    build_log(tmp_path, 301, 1000)
    after = read_files(tmp_path)
    assert {path for path in before if before[path] != after[path]} == {"checkpoint"}


def test_publish_leaves_no_journal_and_shows_the_key(tmp_path):
    build_log(tmp_path, 5)
    assert {".journal", ".staging"} & set(read_files(tmp_path)) == set()
    assert (tmp_path / "verifier-key").read_text() == f"{VERIFIER.vkey}\n"


def test_publish_takes_a_note_that_was_prepared_before_more_entries_came(tmp_path):
    with LogWriter(tmp_path, [SIGNER]) as writer:
        writer.append(make_entries(0, 5))
        note = writer.prepare()
        writer.append(make_entries(5, 9))
        assert writer.publish(note).checkpoint.size == 5
        verdict = verify_log(FolderSource(tmp_path), [VERIFIER])
        assert verdict.ok
        assert verdict.notices == ("2 tiles wait for a checkpoint: not checked",)
    with LogWriter(tmp_path, [SIGNER]) as writer:
        assert writer.size == 9


def test_publish_refuses_what_is_behind_or_beside_the_log(tmp_path):
    build_log(tmp_path / "other", 3)
    other = parse_note((tmp_path / "other/checkpoint").read_bytes())
    with LogWriter(tmp_path / "log", [SIGNER]) as writer:
        writer.append([b"different"] * 2)
        behind = writer.prepare()
        with pytest.raises(StorageError) as refused:
            writer.publish(other)
        assert refused.value.code == "stale"
        writer.append([b"different"])
        writer.publish()
        for note in (behind, other):
            with pytest.raises(StorageError) as refused:
                writer.publish(note)
            assert refused.value.code == "stale"
        with pytest.raises(SignatureError):
            writer.publish(Note(behind.text, (NEW_KEY.sign(behind.text),)))
        assert writer.published.checkpoint.size == 3


def test_second_writer_is_refused_while_the_first_is_open(tmp_path):
    with LogWriter(tmp_path, [SIGNER]) as writer:
        with pytest.raises(LockedError):
            LogWriter(tmp_path, [SIGNER])
        writer.append([b"a"])
    with LogWriter(tmp_path, [SIGNER]) as writer:
        assert writer.size == 1


def test_closed_writer_writes_nothing(tmp_path):
    with LogWriter(tmp_path, [SIGNER]) as writer:
        writer.append([b"a"])
    for write in (lambda: writer.append([b"b"]), writer.publish, writer.prepare):
        with pytest.raises(LockedError):
            write()


def test_key_is_replaced_with_both_signatures_in_between(tmp_path):
    build_log(tmp_path, 3)
    with LogWriter(tmp_path, [SIGNER, NEW_KEY]) as writer:
        writer.append(make_entries(3, 5))
        writer.publish()
    keys = VERIFIER, NEW_KEY.verifier
    for key in keys:
        assert verify_log(FolderSource(tmp_path), [key]).ok
    with LogWriter(tmp_path, [NEW_KEY]) as writer:
        writer.append(make_entries(5, 9))
        writer.publish()
    assert verify_log(FolderSource(tmp_path), [NEW_KEY.verifier]).ok
    assert not verify_log(FolderSource(tmp_path), [VERIFIER]).ok


def test_log_is_not_opened_with_a_key_that_did_not_sign_it(tmp_path):
    build_log(tmp_path, 3)
    with pytest.raises(SignatureError):
        LogWriter(tmp_path, [NEW_KEY])
    with LogWriter(tmp_path, [SIGNER]) as writer:
        assert writer.size == 3


def test_log_is_not_opened_with_keys_of_two_names(tmp_path):
    for signers in ([], [SIGNER, make_signer("other.example", seed=bytes(32))]):
        with pytest.raises(SignatureError):
            LogWriter(tmp_path, signers)


@pytest.mark.parametrize(
    "path", ["tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44", "checkpoint"]
)
def test_log_that_does_not_fit_its_checkpoint_is_not_opened(tmp_path, path):
    build_log(tmp_path, 300)
    data = bytearray((tmp_path / path).read_bytes())
    data[-2] ^= 1
    (tmp_path / path).write_bytes(data)
    with pytest.raises((StorageError, SignatureError, FormatError)):
        LogWriter(tmp_path, [SIGNER])


@pytest.mark.parametrize("path", ["tile/0/001.p/44", "tile/entries/001.p/44", "checkpoint"])
def test_log_that_lost_a_file_is_not_opened(tmp_path, path):
    build_log(tmp_path, 300)
    (tmp_path / path).unlink()
    with pytest.raises(StorageError) as refused:
        LogWriter(tmp_path, [SIGNER])
    assert refused.value.code == "damaged"


def test_log_put_back_to_an_older_checkpoint_does_not_grow_another_way(tmp_path):
    old = build_log(tmp_path, 5)
    build_log(tmp_path, 9)
    before = read_files(tmp_path)
    (tmp_path / "checkpoint").write_bytes(old)
    with LogWriter(tmp_path, [SIGNER]) as writer:
        with pytest.raises(StorageError) as refused:
            writer.append([b"another"] * 4)
        assert refused.value.code == "conflict"
        with pytest.raises(StorageError) as refused:
            writer.publish()
        assert refused.value.code == "broken"
    assert read_files(tmp_path).items() >= {**before, "checkpoint": old}.items()
