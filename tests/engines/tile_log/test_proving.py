import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tile_log import MemoryTree, ProofError
from tests.engines.tile_log.building import make_entries
from tests.engines.tile_log.reference import consistency_path, inclusion_path, tree_hash

ENTRIES = make_entries(0, 70)


@pytest.fixture(scope="module")
def tree():
    tree = MemoryTree()
    tree.append(ENTRIES)
    return tree


def test_root_at_every_size_is_that_of_the_definition(tree):
    assert [tree.root(size) for size in range(71)] == [
        tree_hash(ENTRIES[:size]) for size in range(71)
    ]


def test_inclusion_proof_of_every_entry_is_that_of_the_definition(tree):
    for size in range(1, 71):
        for index in range(size):
            assert tree.inclusion_proof(index, size) == inclusion_path(index, ENTRIES[:size])


def test_consistency_proof_of_every_pair_is_that_of_the_definition(tree):
    for new in range(1, 71):
        for old in range(1, new + 1):
            assert tree.consistency_proof(old, new) == consistency_path(old, ENTRIES[:new])


def test_consistency_proof_from_nothing_is_empty(tree):
    assert tree.consistency_proof(0, 70) == ()


@given(st.integers(-5, 80), st.integers(0, 70))
def test_inclusion_proof_outside_the_tree_is_refused(index, size):
    tree = MemoryTree()
    tree.append(ENTRIES[:size])
    if not 0 <= index < size:
        with pytest.raises(ProofError) as refused:
            tree.inclusion_proof(index)
        assert refused.value.code == "index-outside"


@pytest.mark.parametrize(("old", "new"), [(-1, 5), (6, 5), (71, 70)])
def test_consistency_proof_of_sizes_out_of_order_is_refused(tree, old, new):
    with pytest.raises(ProofError) as refused:
        tree.consistency_proof(old, new)
    assert refused.value.code == "sizes"


def test_proof_past_what_is_stored_is_refused(tree):
    with pytest.raises(ProofError) as refused:
        tree.inclusion_proof(0, 71)
    assert refused.value.code == "node-missing"
