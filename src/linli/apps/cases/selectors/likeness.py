"""Which recent reports say the same as a text: an index in this process, kept up by the records.

It begins with what the worker stored, takes in what was reported since at each question, and is
read anew when the worker has built another one, which forgets what is old or was deleted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from linli.apps.cases.models import LikenessIndex
from linli.apps.cases.selectors.words import read_words
from linli.core.matters.models import Matter
from linli.core.records.models import Record
from linli.engines.text_routing import Match, MatterIndex, dump_index, load_index
from linli.engines.text_routing import Matter as Told
from linli.ground.communities.models import Community
from linli.ground.places.selectors import list_codes_above

MOST = 20_000
"""Reports that an index holds when it is built; one pass over them takes some 8 ms."""


@dataclass(slots=True)
class _Held:
    index: MatterIndex
    sequence: int
    built_at: datetime | None


_held: dict[UUID, _Held] = {}
_lock = Lock()


def find_alike(community: Community, told: Told, *, least: float, most: int) -> list[Match]:
    """Reports that are probably the same affair, the likest first, by the keys of their matters.

    They may lie anywhere and be for few: the caller looks whether the reader may see them.
    """
    with _lock:
        return _keep_up(community).index.find(told, least=least, most=most)


def dump_current(community: Community) -> tuple[bytes, int]:
    """The index as it is now, and the last record in it; for whoever stores it."""
    with _lock:
        held = _keep_up(community)
        return dump_index(held.index), held.sequence


def tell(matter: Matter, words: str) -> Told:
    """A matter as the index takes it."""
    return Told(
        str(matter.pk),
        words,
        make_path(matter.community, matter.place_code),
        matter.opened_at,
        str(matter.reporter_id) if matter.reporter_id else None,
    )


def make_path(community: Community, place_code: str) -> str | None:
    """The codes from the largest place down; None without a place."""
    if not place_code:
        return None
    return "/".join(reversed(list_codes_above(community, place_code)))


def tell_all(matter_ids: Sequence[UUID]) -> list[Told]:
    """Those of these matters whose words are there."""
    words = read_words(matter_ids)
    matters = Matter.objects.filter(pk__in=words).select_related("community")
    return [tell(matter, words[matter.pk]) for matter in matters]


def _keep_up(community: Community) -> _Held:
    stored = LikenessIndex.objects.filter(community=community)
    built_at = stored.values_list("built_at", flat=True).first()
    held = _held.get(community.pk)
    if held is None or held.built_at != built_at:
        row = stored.first()
        held = _Held(
            load_index(bytes(row.data)) if row else MatterIndex(),
            row.sequence if row else 0,
            built_at,
        )
        _held[community.pk] = held
    fresh = list(
        Record.objects.filter(
            community=community, sequence__gt=held.sequence, kind="case", step="report"
        )
        .order_by("-sequence")
        .values_list("matter_id", "sequence")[:MOST]
    )
    if fresh:
        held.index.add(tell_all([key for key, _sequence in fresh]))
        held.sequence = fresh[0][1]
    return held
