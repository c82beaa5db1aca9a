import pytest

from linli.engines.tile_log import FolderSource, MemoryTree, ProofError, TileTree
from tests.engines.tile_log.building import build_log, make_entries, make_entry

SIZE = 1030


@pytest.fixture(scope="module")
def trees(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    build_log(folder, 100, SIZE)
    memory = MemoryTree()
    memory.append(make_entries(0, SIZE))
    return TileTree(FolderSource(folder), SIZE, cached=2), memory


@pytest.mark.parametrize("size", [1, 2, 99, 100, 255, 256, 257, 512, 1000, 1029, 1030])
def test_tiles_give_the_proofs_of_the_whole_tree_at_any_size(trees, size):
    tiles, memory = trees
    assert tiles.root(size) == memory.root(size)
    assert tiles.consistency_proof(size) == memory.consistency_proof(size)
    for index in (0, size // 3, size - 1):
        assert tiles.inclusion_proof(index, size) == memory.inclusion_proof(index, size)


@pytest.mark.parametrize("index", [0, 1, 255, 256, 1023, 1024, 1029])
def test_entry_and_leaf_hash_are_those_at_the_index(trees, index):
    tiles, memory = trees
    assert tiles.entry(index) == make_entry(index)
    assert tiles.leaf_hash(index) == memory.node(0, index)


@pytest.mark.parametrize("index", [-1, SIZE])
def test_entry_outside_the_log_is_refused(trees, index):
    for ask in (trees[0].entry, trees[0].leaf_hash, trees[0].inclusion_proof):
        with pytest.raises(ProofError) as refused:
            ask(index)
        assert refused.value.code == "index-outside"


def test_size_past_the_log_is_refused(trees):
    with pytest.raises(ProofError) as refused:
        trees[0].root(SIZE + 1)
    assert refused.value.code == "sizes"
