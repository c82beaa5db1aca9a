import pytest

from linli.engines.tile_log import FolderSource, FormatError, MissingError, SourceError, Tile
from linli.engines.tile_log.hashing import hash_leaves
from linli.engines.tile_log.sources import read_ahead, read_edge, read_entries, read_hashes
from linli.engines.tile_log.tiles import ENTRIES
from tests.engines.tile_log.building import build_log, make_entries


@pytest.fixture
def folder(tmp_path):
    build_log(tmp_path, 200, 300)
    return tmp_path


def test_outgrown_partial_tile_is_cut_from_the_full_one(folder):
    source = FolderSource(folder)
    entries, hashes = Tile(ENTRIES, 0, 200), Tile(0, 0, 200)
    kept = source.read(entries.path), source.read(hashes.path)
    (folder / entries.path).unlink()
    (folder / hashes.path).unlink()
    assert list(read_ahead(source, [entries, hashes])) == list(kept)
    assert read_entries(source, entries) == make_entries(0, 200)
    assert read_hashes(source, hashes) == hash_leaves(make_entries(0, 200))


def test_full_tile_of_wrong_length_is_not_cut(folder):
    (folder / "tile/0/000.p/200").unlink()
    (folder / "tile/0/000").write_bytes(bytes(8191))
    with pytest.raises(FormatError) as refused:
        read_hashes(FolderSource(folder), Tile(0, 0, 200))
    assert refused.value.code == "tile-length"


def test_tile_that_is_nowhere_is_missing(folder):
    for tile in (Tile(0, 1), Tile(0, 9, 5)):
        with pytest.raises(MissingError):
            read_hashes(FolderSource(folder), tile)


def test_file_that_cannot_be_read_says_nothing_about_the_log(folder):
    with pytest.raises(SourceError) as refused:
        FolderSource(folder).read("tile")
    assert refused.value.code == "unreadable"
    with pytest.raises(SourceError):
        FolderSource(folder / "checkpoint").list_files()


@pytest.mark.parametrize("size", [0, 1, 200, 256, 300])
def test_edge_is_read_at_any_size(folder, size):
    edge = read_edge(FolderSource(folder), size)
    assert edge.size == size
    assert edge.leaves == hash_leaves(make_entries(size // 256 * 256, size))


def test_files_are_listed_in_order(folder):
    assert list(FolderSource(folder).list_files()) == [
        ".lock",
        "checkpoint",
        "tile/0/000",
        "tile/0/000.p/200",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/000.p/200",
        "tile/entries/001.p/44",
        "verifier-key",
    ]
