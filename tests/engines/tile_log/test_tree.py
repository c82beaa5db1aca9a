from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tile_log import MemoryTree
from linli.engines.tile_log.hashing import hash_leaves
from tests.engines.tile_log.building import make_entries
from tests.engines.tile_log.reference import tree_hash


@given(st.lists(st.integers(0, 20), max_size=12))
def test_append_in_any_batches_gives_the_same_tree(batches):
    tree = MemoryTree()
    for size in batches:
        before = tree.size
        assert tree.append(make_entries(before, before + size)) == range(before, before + size)
    assert tree.size == sum(batches)
    assert tree.root() == tree_hash(make_entries(0, sum(batches)))


def test_append_hashes_gives_the_tree_of_the_entries():
    tree = MemoryTree()
    tree.append_hashes(hash_leaves(make_entries(0, 5)))
    assert tree.root() == tree_hash(make_entries(0, 5))


def test_append_leaves_its_input_as_it_was():
    entries = make_entries(0, 9)
    MemoryTree().append(entries)
    assert entries == make_entries(0, 9)
