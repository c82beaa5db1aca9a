from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.tile_log import MemoryTree, Tile
from linli.engines.tile_log.edge import TileEdge
from linli.engines.tile_log.hashing import hash_leaf
from linli.engines.tile_log.tiles import list_partial_tiles

LEAVES = [hash_leaf(index.to_bytes(4, "big")) for index in range(66_200)]


def make_tree(size):
    tree = MemoryTree()
    tree.append_hashes(LEAVES[:size])
    return tree


TREE = make_tree(len(LEAVES))


def expect_content(tile):
    """Nodes of the binary tree, 8 levels a tile, as tlog-tiles defines them."""
    first = tile.index * 256
    return [TREE.node(8 * tile.level, number) for number in range(first, first + tile.width)]


@settings(max_examples=25)
@given(st.lists(st.integers(0, 700), max_size=4))
def test_append_gives_each_tile_once_and_as_the_definition_has_it(batches):
    edge, finished = TileEdge(), []
    for count in batches:
        finished += edge.append(LEAVES[edge.size : edge.size + count])
    size = sum(batches)
    found = finished + edge.list_partial_tiles()
    full = [Tile(0, number) for number in range(size // 256)]
    partial = [tile for tile in list_partial_tiles(size) if tile.level >= 0]
    assert [tile for tile, _ in found] == full + partial
    assert all(content == expect_content(tile) for tile, content in found)
    assert edge.root() == TREE.root(size)


def test_append_over_a_full_tile_of_level_one_fills_level_two():
    edge = TileEdge()
    finished = dict(edge.append(LEAVES[:65_000]) + edge.append(LEAVES[65_000:]))
    assert len(finished) == 258 + 1
    assert finished[Tile(1, 0)] == expect_content(Tile(1, 0))
    partial = dict(edge.list_partial_tiles())
    assert partial == {
        tile: expect_content(tile) for tile in (Tile(0, 258, 152), Tile(1, 1, 2), Tile(2, 0, 1))
    }
    assert edge.root() == TREE.root()


def test_copy_is_not_changed_by_what_is_appended_to_the_edge():
    edge = TileEdge()
    edge.append(LEAVES[:300])
    copy = edge.copy()
    edge.append(LEAVES[300:600])
    assert (copy.size, copy.root(), copy.leaves) == (300, TREE.root(300), LEAVES[256:300])
