"""The log, the records and the database compared, both ways."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from linli.apps.disclosure.models import Seal, SealSalt
from linli.apps.disclosure.services.entries import VEILED, list_facts, write_content, write_entry
from linli.apps.disclosure.services.sealing import CONSUMER
from linli.core.attachments.models import Attachment
from linli.core.matters.acting import acting_as_system
from linli.core.matters.models import Matter
from linli.core.matters.policies import visible_to
from linli.core.records.commitments import commit, commit_file
from linli.core.records.models import Cursor, Record, RecordPart
from linli.engines.tile_log import FolderSource
from linli.engines.tile_log.sources import read_entries
from linli.engines.tile_log.tiles import ENTRIES, TILE_WIDTH, find_tile
from linli.ground.communities.models import Community

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same on both sides: a stable code, and where."""

    code: str
    where: str


def compare_entries(
    source: FolderSource, size: int, *, progress: Progress | None = None
) -> Iterator[Difference]:
    """The entries of the log against what the database says of their places, bundle by bundle."""
    for number in range(-(-size // TILE_WIDTH)):
        tile = find_tile(ENTRIES, number, size)
        yield from _compare_bundle(number * TILE_WIDTH, read_entries(source, tile))
        if progress:
            progress(tile.end, size)


def _compare_bundle(first: int, entries: list[bytes]) -> Iterator[Difference]:
    places = Seal.objects.filter(index__gte=first, index__lt=first + len(entries))
    seals = {
        seal.index: seal
        for seal in places.select_related("record__organisation", "record__community")
    }
    for index, entry in enumerate(entries, start=first):
        seal = seals.get(index)
        if seal is None:
            yield Difference("entry_without_record", f"entry {index}")
        elif write_entry(seal) != entry:
            yield Difference("entry_differs", f"entry {index}: {seal.record or 'a cover'}")


def compare_records(community: Community) -> Iterator[Difference]:
    """The records of a community against their seals, their texts, and the matters' states."""
    for sequence in _list_unsealed(community):
        yield Difference("record_not_sealed", f"{community.slug}, record {sequence}")
    for part in _list_parts(community):
        expected = part.record.commitments.get(part.name)
        if commit(part.name, part.text, bytes(part.salt)) != expected:
            yield Difference("text_differs", f"{part.record}: {part.name}")
    for photo, expected in _list_photos(community):
        if commit_file(photo.name, photo.digest, bytes(photo.salt)) != expected:
            yield Difference("photo_differs", f"{photo.record}: {photo.name}")
    for salt in _list_salts(community):
        if commit(salt.name, _write_sealed(salt), bytes(salt.salt)) != _find_sealed(salt):
            yield Difference("facts_differ", f"{salt.seal.record}: {salt.name}")
    for number in _list_matters_that_differ(community):
        yield Difference("state_differs", f"{community.slug}, {number}")
    for record in _list_records_without_matter(community):
        yield Difference("record_without_matter", f"{community.slug}, {record}")


def _list_unsealed(community: Community) -> Iterator[int]:
    """Records that the sequencer has passed, but that have no place."""
    followed = Cursor.objects.filter(consumer=CONSUMER, community=community)
    passed = followed.values_list("sequence", flat=True).first() or 0
    unsealed = Record.objects.filter(
        community=community, sequence__lte=passed, seal__isnull=True
    ).order_by("sequence")
    return unsealed.values_list("sequence", flat=True).iterator()


def _list_parts(community: Community) -> Iterator[RecordPart]:
    parts = RecordPart.objects.filter(record__community=community).select_related("record")
    return parts.order_by("record__sequence", "name").iterator()


def _list_photos(community: Community) -> Iterator[tuple[Attachment, str | None]]:
    """Photos of records, with what their record commits to."""
    photos = Attachment.objects.filter(community=community, record__isnull=False)
    for photo in photos.select_related("record").order_by("record__sequence", "name").iterator():
        record = photo.record
        yield photo, record.commitments.get(photo.name) if record else None


def _list_salts(community: Community) -> Iterator[SealSalt]:
    """What can still be opened of the seals: facts, and the whole of veiled entries."""
    salts = SealSalt.objects.filter(seal__record__community=community)
    loaded = salts.select_related("seal__record__organisation", "seal__record__community")
    return loaded.order_by("seal__record__sequence", "name").iterator()


def _write_sealed(salt: SealSalt) -> str:
    """What the seal has to commit to under this name, by the record as it is now."""
    seal, record = salt.seal, salt.seal.record
    if record is None:
        return ""
    names = seal.told["facts"]
    if salt.name != VEILED:
        return list_facts(record, names)[salt.name]
    told = {name: digest for name, digest in seal.commitments.items() if name != VEILED}
    return write_content(record, told, names)


def _find_sealed(salt: SealSalt) -> str | None:
    digest: str | None = salt.seal.commitments.get(salt.name)
    return digest


def _list_matters_that_differ(community: Community) -> Iterator[str]:
    """Matters whose state is not the one that the last step led to.

    What many contributed is recorded after it came in, with the state that there was then.
    """
    records = Record.objects.filter(community=community, matter_id=OuterRef("pk"))
    moves = records.exclude(from_state=F("to_state"))
    last = moves.order_by("-sequence").values("to_state")[:1]
    differing = _list_matters(community).annotate(last=Subquery(last)).exclude(state=F("last"))
    return differing.order_by("number").values_list("number", flat=True).iterator()


def _list_records_without_matter(community: Community) -> Iterator[Record]:
    there = _list_matters(community).filter(pk=OuterRef("matter_id"))
    orphans = Record.objects.filter(~Exists(there), community=community)
    return orphans.order_by("sequence").iterator()


def _list_matters(community: Community) -> QuerySet[Matter]:
    return visible_to(acting_as_system(community))
