"""Proof checks: vectors by the transparency-dev project, and what no one may get past."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tile_log import MemoryTree, ProofError, check_consistency, check_inclusion
from linli.engines.tile_log.checking import check_subtree_consistency, check_subtree_inclusion
from linli.engines.tile_log.hashing import EMPTY_ROOT, hash_leaf
from tests.engines.tile_log.building import make_entries, make_entry

SIZE = 45
TREE = MemoryTree()
TREE.append(make_entries(0, SIZE))


def read_vectors(folder):
    paths = sorted(folder.rglob("*.json"))
    return [(path, json.loads(path.read_text())) for path in paths]


def decode(vector, *names):
    proof = [base64.b64decode(item) for item in vector["proof"] or ()]
    return proof, *(base64.b64decode(vector[name]) for name in names)


def run_inclusion(vector):
    proof, leaf, root = decode(vector, "leafHash", "root")
    check_inclusion(leaf, index=vector["leafIdx"], size=vector["treeSize"], root=root, proof=proof)


def run_consistency(vector):
    proof, root1, root2 = decode(vector, "root1", "root2")
    check_consistency(
        old=vector["size1"], new=vector["size2"], old_root=root1, new_root=root2, proof=proof
    )


def run_subtree_inclusion(vector):
    proof, leaf, root = decode(vector, "leafHash", "root")
    place = {"index": vector["leafIdx"], "start": vector["start"], "end": vector["end"]}
    check_subtree_inclusion(leaf, root=root, proof=proof, **place)


def run_subtree_consistency(vector):
    proof, root1, root2 = decode(vector, "root1", "root2")
    place = {name: vector[name] for name in ("start", "end", "size")}
    check_subtree_consistency(subtree_root=root1, root=root2, proof=proof, **place)


def is_refused(check, vector):
    try:
        check(vector)
    except ProofError:
        return True
    return False


@pytest.mark.parametrize(
    ("kind", "check", "count"),
    [
        ("inclusion", run_inclusion, 98),
        ("consistency", run_consistency, 98),
        ("subtreeinclusion", run_subtree_inclusion, 204),
        ("subtreeconsistency", run_subtree_consistency, 118),
    ],
)
def test_vectors_are_accepted_and_refused_as_they_say(shared_log_data, kind, check, count):
    vectors = read_vectors(shared_log_data / "merkle-vectors" / kind)
    wrong = [
        path.relative_to(shared_log_data).as_posix()
        for path, vector in vectors
        if is_refused(check, vector) != vector["wantErr"]
    ]
    assert wrong == []
    assert len(vectors) == count


@given(st.data())
def test_inclusion_is_shown_by_its_own_proof_and_no_other_place(data):
    size = data.draw(st.integers(1, SIZE))
    index = data.draw(st.integers(0, size - 1))
    claimed = data.draw(st.integers(0, size - 1))
    proof, root = TREE.inclusion_proof(index, size), TREE.root(size)
    vector = {"leaf": hash_leaf(make_entry(index)), "size": size, "root": root, "proof": proof}
    check_inclusion(**vector, index=index)
    if claimed != index and make_entry(claimed) != make_entry(index):
        with pytest.raises(ProofError):
            check_inclusion(**vector, index=claimed)


@given(st.data())
def test_consistency_is_shown_by_its_own_proof_and_no_other_root(data):
    new = data.draw(st.integers(1, SIZE))
    old = data.draw(st.integers(1, new))
    other = data.draw(st.integers(1, SIZE))
    proof = TREE.consistency_proof(old, new)
    good = {"old": old, "new": new, "old_root": TREE.root(old), "new_root": TREE.root(new)}
    check_consistency(**good, proof=proof)
    for name, right in (("old_root", old), ("new_root", new)):
        if other != right:
            with pytest.raises(ProofError):
                check_consistency(**{**good, name: TREE.root(other)}, proof=proof)


@given(st.data())
def test_subtree_is_shown_to_belong_by_nodes_of_the_tree(data):
    """A complete subtree's proof is the inclusion path of its root one level up."""
    level = data.draw(st.integers(0, 5))
    number = data.draw(st.integers(0, (SIZE >> level) - 1))
    start, end = number << level, (number + 1) << level
    proof = TREE.inclusion_proof(start)[level:]
    node = TREE.node(level, number)
    good = {"start": start, "end": end, "size": SIZE, "root": TREE.root(), "proof": proof}
    check_subtree_consistency(subtree_root=node, **good)
    with pytest.raises(ProofError):
        check_subtree_consistency(subtree_root=hash_leaf(node), **good)


@pytest.mark.parametrize(("change", "code"), [("drop", "proof-short"), ("add", "proof-long")])
def test_proof_of_wrong_length_is_named_as_such(change, code):
    proof = list(TREE.inclusion_proof(11))
    proof = proof[:-1] if change == "drop" else [*proof, TREE.root()]
    with pytest.raises(ProofError) as refused:
        check_inclusion(hash_leaf(make_entry(11)), index=11, size=45, root=TREE.root(), proof=proof)
    assert refused.value.code == code


def test_hash_of_wrong_length_is_refused():
    with pytest.raises(ProofError) as refused:
        check_inclusion(b"short", index=0, size=1, root=b"short", proof=())
    assert refused.value.code == "hash-length"


def test_consistency_with_an_empty_tree_is_refused_since_it_shows_nothing():
    with pytest.raises(ProofError) as refused:
        check_consistency(old=0, new=5, old_root=EMPTY_ROOT, new_root=TREE.root(5), proof=())
    assert refused.value.code == "sizes"
