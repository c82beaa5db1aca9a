"""A log that shows two histories is caught, and anybody can be shown."""

import pytest

from linli.engines.tile_log import (
    FolderSource,
    FormatError,
    LogError,
    LogWriter,
    ProofError,
    SplitView,
    TileTree,
    check_split,
    find_split,
    make_signer,
    open_checkpoint,
    parse_split,
)
from tests.engines.tile_log.building import ORIGIN, SIGNER, VERIFIER, build_log, make_entries


@pytest.fixture(scope="module")
def views(tmp_path_factory):
    """What one person saw at 5 entries, and what others were shown, which differs at entry 3."""
    honest, forked = tmp_path_factory.mktemp("a"), tmp_path_factory.mktemp("b")
    found = {"first": open_checkpoint(build_log(honest, 5), [VERIFIER])}
    build_log(honest, 9)
    found["honest"] = open_checkpoint((honest / "checkpoint").read_bytes(), [VERIFIER])
    with LogWriter(forked, [SIGNER]) as writer:
        writer.append([*make_entries(0, 3), b"another", b"history"])
        found["other"] = writer.publish()
        writer.append(make_entries(5, 9))
        found["forked"] = writer.publish()
    return found, TileTree(FolderSource(honest), 9), TileTree(FolderSource(forked), 9)


@pytest.mark.parametrize("larger", ["other", "forked"])
def test_split_view_is_found_and_can_be_shown_to_anybody(views, larger):
    found, _, forked = views
    split = find_split(found[larger], found["first"], forked)
    check_split(parse_split(split.encode()), [VERIFIER])
    assert {split.smaller, split.larger} == {
        found["first"].note.encode(),
        found[larger].note.encode(),
    }


def test_split_view_is_not_claimed_of_one_history(views):
    found, honest, forked = views
    assert find_split(found["first"], found["honest"], honest) is None
    assert find_split(found["other"], found["forked"], forked) is None


def test_split_view_is_not_claimed_from_tiles_that_fit_neither(views):
    found, honest, _ = views
    assert find_split(found["first"], found["forked"], honest) is None


def test_evidence_that_shows_nothing_is_refused(views):
    found, honest, _ = views
    notes = found["first"].note.encode(), found["honest"].note.encode()
    with pytest.raises(ProofError) as refused:
        check_split(SplitView(*notes, honest.root(5), honest.consistency_proof(5)), [VERIFIER])
    assert refused.value.code == "no-split"
    with pytest.raises(ProofError) as refused:
        check_split(SplitView(*notes, bytes(32), honest.consistency_proof(5)), [VERIFIER])
    assert refused.value.code == "old-root-mismatch"


def test_evidence_that_the_log_did_not_sign_is_refused(views):
    found, _, forked = views
    split = find_split(found["first"], found["forked"], forked)
    with pytest.raises(LogError) as refused:
        check_split(split, [make_signer(ORIGIN, seed=bytes(32)).verifier])
    assert refused.value.code == "unsigned"


def test_checkpoints_of_two_logs_are_no_evidence(views, tmp_path):
    found, _, _ = views
    other = make_signer("other.example/log", seed=bytes(32))
    with LogWriter(tmp_path, [other]) as writer:
        writer.append([b"other"] * 9)
        larger, tree = writer.publish().note.encode(), writer.tree()
    split = SplitView(found["first"].note.encode(), larger, tree.root(5), tree.consistency_proof(5))
    with pytest.raises(ProofError) as refused:
        check_split(split, [VERIFIER, other.verifier])
    assert refused.value.code == "no-split"


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"\xff", b'{"smaller": 1, "larger": "", "root": "", "proof": []}']
)
def test_file_that_is_no_evidence_is_refused(data):
    with pytest.raises(FormatError):
        parse_split(data)
