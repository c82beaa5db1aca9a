"""The check of whole logs: a byte changed anywhere is noticed, and named."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.tile_log import (
    FolderSource,
    HttpSource,
    LogWriter,
    MissingError,
    SignatureError,
    check_split,
    make_signer,
    open_checkpoint,
    parse_verifier,
    verify_log,
)
from linli.engines.tile_log.faults import Fault
from linli.engines.tile_log.tiles import encode_bundle
from tests.engines.tile_log.building import (
    ORIGIN,
    SIGNER,
    VERIFIER,
    build_log,
    make_entries,
    read_files,
    serving_folder,
)
from tests.engines.tile_log.test_checkpoints import TESSERA_KEY

SIZE = 1100


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    build_log(folder, 3, 260, 800, SIZE)
    return folder, VERIFIER


@pytest.fixture(scope="module")
def theirs(tmp_path_factory, shared_log_data):
    folder = tmp_path_factory.mktemp("theirs") / "log"
    shutil.copytree(shared_log_data / "tessera-log", folder)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)
    return folder, parse_verifier(TESSERA_KEY)


@pytest.fixture(params=["own", "theirs"], scope="module")
def stored(request):
    folder, key = request.getfixturevalue(request.param)
    return folder, key, {path: data for path, data in read_files(folder).items() if data}


def list_faults(folder, key=VERIFIER, **named):
    return verify_log(FolderSource(folder), [key], **named).faults


def test_log_that_was_never_changed_is_verified(stored):
    folder, key, _ = stored
    verdict = verify_log(FolderSource(folder), [key])
    assert (verdict.ok, verdict.start, verdict.notices) == (True, 0, ())
    assert verdict.checked == verdict.signed.checkpoint.size


@settings(max_examples=150)
@given(st.data())
def test_log_with_any_byte_changed_is_refused(stored, data):
    folder, key, files = stored
    path = data.draw(st.sampled_from(sorted(files)))
    changed = bytearray(files[path])
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    (folder / path).write_bytes(changed)
    try:
        assert list_faults(folder, key) != ()
    finally:
        (folder / path).write_bytes(files[path])


@settings(max_examples=30)
@given(st.data())
def test_log_with_any_file_cut_or_grown_is_refused(stored, data):
    folder, key, files = stored
    path = data.draw(st.sampled_from(sorted(files)))
    length = data.draw(st.integers(0, len(files[path]) - 1))
    grown = files[path] + data.draw(st.binary(min_size=1, max_size=40))
    try:
        for changed in (files[path][:length], grown):
            (folder / path).write_bytes(changed)
            assert list_faults(folder, key) != ()
    finally:
        (folder / path).write_bytes(files[path])


@pytest.fixture
def copy(own, tmp_path):
    shutil.copytree(own[0], tmp_path / "log")
    return tmp_path / "log"


def flip(path, at=-1):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_changed_entry_is_named_by_its_bundle_and_breaks_the_root(copy):
    flip(copy / "tile/entries/001", 600)
    faults = list_faults(copy)
    assert [(fault.code, fault.where) for fault in faults][:2] == [
        ("entries-mismatch", "tile/entries/001"),
        ("tile-mismatch", "tile/1/000.p/4"),
    ]
    assert ("root-mismatch", "checkpoint") in [(fault.code, fault.where) for fault in faults]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("tile/0/002", "entries-mismatch"),
        ("tile/0/004.p/76", "entries-mismatch"),
        ("tile/1/000.p/4", "tile-mismatch"),
        ("tile/1/000.p/1", "tile-mismatch"),
        ("tile/0/000.p/3", "tile-mismatch"),
        ("tile/entries/003.p/32", "tile-mismatch"),
        ("verifier-key", "verifier-key"),
    ],
)
def test_changed_hash_or_outgrown_tile_is_named(copy, path, code):
    flip(copy / path, -5)
    assert [(fault.code, fault.where) for fault in list_faults(copy)] in (
        [(code, path)],
        [(code, path.replace("tile/0", "tile/entries"))],
    )


def test_consistent_change_of_entry_and_hashes_breaks_the_root(copy, tmp_path):
    """Somebody who rewrites everything but cannot sign."""
    with LogWriter(tmp_path / "forged", [make_signer(ORIGIN, seed=bytes(32))]) as writer:
        writer.append([b"forged", *make_entries(1, SIZE)])
        writer.publish()
    shutil.copytree(tmp_path / "forged/tile", copy / "tile", dirs_exist_ok=True)
    found = [(fault.code, fault.where) for fault in list_faults(copy)]
    assert ("root-mismatch", "checkpoint") in found


@pytest.mark.parametrize("path", ["tile/entries/001", "tile/0/001", "tile/1/000.p/4"])
def test_missing_file_is_a_fault_of_the_log(copy, path):
    (copy / path).unlink()
    codes = [fault.code for fault in list_faults(copy)]
    assert codes.count("missing") >= 1


def test_missing_checkpoint_says_nothing_about_the_log(tmp_path):
    with pytest.raises(MissingError):
        verify_log(FolderSource(tmp_path), [VERIFIER])


def test_bundle_with_too_few_entries_ends_the_check(copy):
    (copy / "tile/entries/001").write_bytes(encode_bundle(make_entries(256, 511)))
    assert list_faults(copy)[0] == Fault(
        "bundle-short", "after 256 entries", "tile/entries/001 ends before its last entry"
    )


def test_damage_everywhere_is_not_listed_without_end(tmp_path):
    build_log(tmp_path, 256 * 60)
    for number in range(60):
        flip(tmp_path / f"tile/0/{number:03}")
    faults = verify_log(FolderSource(tmp_path), [VERIFIER]).faults
    assert len(faults) == 50


@pytest.mark.parametrize("size", [0, 1, 3, 255, 256, 260, 1024, 1099, 1100])
def test_new_part_is_checked_from_a_kept_checkpoint(own, tmp_path, size):
    old = open_checkpoint(build_log(tmp_path, size), [VERIFIER])
    verdict = verify_log(FolderSource(own[0]), [VERIFIER], since=old)
    assert (verdict.ok, verdict.start, verdict.checked) == (True, size, SIZE - size)


def test_change_in_the_new_part_is_found_and_in_the_old_is_not_looked_for(own, copy, tmp_path):
    old = open_checkpoint(build_log(tmp_path / "old", 260), [VERIFIER])
    flip(copy / "tile/entries/000", 600)
    assert list_faults(copy, since=old) == ()
    flip(copy / "tile/entries/001", 600)
    assert list_faults(copy, since=old) != ()


def test_change_of_an_old_entry_in_the_bundle_under_way_is_found(copy, tmp_path):
    old = open_checkpoint(build_log(tmp_path / "old", 260), [VERIFIER])
    flip(copy / "tile/entries/001", 14)
    assert list_faults(copy, since=old)[0].code == "rewritten"


def test_shorter_log_is_refused(tmp_path):
    old = open_checkpoint(build_log(tmp_path / "old", 9), [VERIFIER])
    build_log(tmp_path / "new", 7)
    assert list_faults(tmp_path / "new", since=old) == (
        Fault("shrunk", "checkpoint", "it has 7 entries, and had 9 before"),
    )


@pytest.mark.parametrize("size", [260, 700])
def test_rewritten_log_is_refused_with_evidence(tmp_path, size):
    old = open_checkpoint(build_log(tmp_path / "old", 260), [VERIFIER])
    with LogWriter(tmp_path / "new", [SIGNER]) as writer:
        writer.append([b"another", *make_entries(1, 260)])
        writer.append(make_entries(260, size))
        writer.publish()
    verdict = verify_log(FolderSource(tmp_path / "new"), [VERIFIER], since=old)
    assert [fault.code for fault in verdict.faults] == ["rewritten"]
    check_split(verdict.split, [VERIFIER])


def test_kept_checkpoint_of_another_log_is_refused(own, tmp_path):
    other = make_signer("other.example", seed=bytes(32))
    with LogWriter(tmp_path, [other]) as writer:
        old = writer.publish()
    with pytest.raises(SignatureError) as refused:
        verify_log(FolderSource(own[0]), [VERIFIER], since=old)
    assert refused.value.code == "origin"


def test_log_signed_by_another_key_is_refused(own):
    key = make_signer(ORIGIN, seed=bytes(32)).verifier
    verdict = verify_log(FolderSource(own[0]), [key])
    assert [(fault.code, fault.where) for fault in verdict.faults] == [("unsigned", "checkpoint")]


def test_log_is_checked_over_http_as_in_a_folder(copy, tmp_path):
    old = open_checkpoint(build_log(tmp_path / "old", 300), [VERIFIER])
    progress = []
    with serving_folder(copy) as address, HttpSource(address) as source:
        whole = verify_log(source, [VERIFIER], progress=lambda *told: progress.append(told))
        assert (whole.ok, whole.checked) == (True, SIZE)
        assert progress == [(256, 1100), (512, 1100), (768, 1100), (1024, 1100), (1100, 1100)]
        part = verify_log(source, [VERIFIER], since=old)
        assert (part.ok, part.start, part.checked) == (True, 300, SIZE - 300)
        flip(copy / "tile/entries/003", 700)
        assert not verify_log(source, [VERIFIER]).ok
        assert not verify_log(source, [VERIFIER], since=old).ok
