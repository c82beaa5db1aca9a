"""The community's basemap: one archive in the data folder."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from linli.ground.communities.models import Community
from linli.ground.places.basemap.archive.reader import Archive, open_archive

MAX_HELD = 64


@dataclass(frozen=True, slots=True)
class _Held:
    """An opened archive, and what the file looked like then."""

    seen: tuple[int, int, int]
    archive: Archive


# By path, in each process.  Entries are only ever replaced whole, so threads may share it.
_held: dict[Path, _Held] = {}


def get_basemap_path(community: Community) -> Path:
    """Where the archive lies, whether or not it is there."""
    return Path(settings.LINLI_DATA_DIR) / "maps" / f"{community.slug}.pmtiles"


def find_basemap(community: Community) -> Archive | None:
    """The archive, opened anew after an import; None where there is none.  Raises MapFileError."""
    path = get_basemap_path(community)
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    seen = (state.st_ino, state.st_size, state.st_mtime_ns)
    held = _held.get(path)
    if held is None or held.seen != seen:
        held = _Held(seen, open_archive(path))
        while len(_held) >= MAX_HELD and path not in _held:
            _held.pop(next(iter(_held)), None)
        _held[path] = held
    return held.archive
