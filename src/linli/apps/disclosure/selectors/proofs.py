"""What shows that a record is in the log: offline proofs, and openings of commitments."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings

from linli.apps.disclosure.errors import NotSealedError
from linli.apps.disclosure.models import Seal
from linli.apps.disclosure.selectors.standing import Standing, find_standing, get_tree
from linli.apps.disclosure.services.canonical import canonicalise
from linli.apps.disclosure.services.entries import (
    FACTS,
    VEILED,
    list_facts,
    write_content,
    write_entry,
)
from linli.core.attachments.models import Attachment
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter
from linli.core.matters.policies import audiences_for, roles_on
from linli.core.pages.qr import MOST_BYTES
from linli.core.records.models import RecordPart
from linli.engines.tile_log import build_receipt

# Stand for themselves behind the # of an address; everything else is percent-encoded.
PLAIN = "/+=:,;@!$'()*~?"


@dataclass(frozen=True, slots=True)
class Proof:
    """An offline proof for one record (C2SP tlog-proof), and the address that a QR code carries."""

    index: int
    size: int
    file: bytes
    address: str

    @property
    def place(self) -> int:
        """Counted from one, as people do."""
        return self.index + 1


@dataclass(frozen=True, slots=True)
class Opening:
    """A committed text with its salt: who has both can compare it with the entry."""

    name: str
    text: str
    salt: str


@dataclass(frozen=True, slots=True)
class PhotoOpening:
    """A committed photo: where this reader gets it, and the salt of its commitment."""

    name: str
    url: str
    salt: str


def list_seals(matter: Matter) -> list[Seal]:
    """The places of a visible matter's records, in their order, with what their entries need."""
    return list(
        Seal.objects.filter(record__matter_id=matter.pk, record__community=matter.community_id)
        .select_related("record__organisation", "record__community")
        .prefetch_related("salts")
        .order_by("index")
    )


def build_proof(seal: Seal) -> Proof:
    """The proof under the latest checkpoint; NotSealedError while none covers the record.

    `extra` carries the entry, and for a veiled one what it commits to: without them nobody offline
    could tell what is proved.  Never the receipt's secret, and no word of a person.
    """
    standing = find_standing()
    if standing is None or standing.size <= seal.index:
        raise NotSealedError(f"place {seal.index} is in no checkpoint yet")
    entry = write_entry(seal)
    opened = find_content(seal)
    extra = entry if opened is None else entry + b"\n" + _spell_opening(opened)
    file = _encode(seal, standing, extra)
    address = _address(standing, file)
    if len(address) > MOST_BYTES:
        address = _address(standing, _encode(seal, standing, None))
    return Proof(seal.index, standing.size, file, address)


def _encode(seal: Seal, standing: Standing, extra: bytes | None) -> bytes:
    tree = get_tree(standing.size)
    note = standing.signed.note
    return build_receipt(seal.index, checkpoint=note, node=tree.node, extra=extra).encode()


def _address(standing: Standing, file: bytes) -> str:
    """Everything behind the # stays in the reader's browser: the server is not told."""
    key, proof = (quote(text, safe=PLAIN) for text in (standing.keys[-1].vkey, file.decode()))
    return f"{settings.LINLI_PUBLIC_URL}/log/check#key={key}&proof={proof}"


def _spell_opening(opened: Opening) -> bytes:
    return canonicalise({"content": opened.text, "salt": opened.salt})


def find_content(seal: Seal) -> Opening | None:
    """What a veiled entry commits to, while its salt is there."""
    if not seal.veiled or seal.record is None:
        return None
    salts = _salts(seal)
    if VEILED not in salts:
        return None
    told = {name: digest for name, digest in seal.commitments.items() if name != VEILED}
    content = write_content(seal.record, told, seal.told["facts"])
    return Opening(VEILED, content, salts[VEILED])


def list_openings(matter: Matter, seals: list[Seal], *, user: ActingUser) -> list[list[Opening]]:
    """For each seal the texts that this reader may see anyway, with their salts; one query."""
    readable = audiences_for(matter, roles_on(matter, user))
    records = [seal.record_id for seal in seals if seal.record_id is not None]
    parts = RecordPart.objects.filter(record_id__in=records, audience__in=readable).order_by("name")
    by_record: dict[object, list[Opening]] = {}
    for part in parts:
        opening = Opening(part.name, part.text, bytes(part.salt).hex())
        by_record.setdefault(part.record_id, []).append(opening)
    return [[*_open_facts(seal), *by_record.get(seal.record_id, [])] for seal in seals]


def list_photo_openings(
    matter: Matter, seals: list[Seal], *, user: ActingUser
) -> list[list[PhotoOpening]]:
    """For each seal the photos that this reader may see anyway, with their salts; one query."""
    readable = audiences_for(matter, roles_on(matter, user))
    photos = Attachment.objects.filter(
        community=user.community, matter=matter, record__isnull=False, audience__in=readable
    )
    by_record: dict[object, list[PhotoOpening]] = {}
    for photo in photos.order_by("name"):
        opening = PhotoOpening(photo.name, f"/photos/{photo.pk.hex}", bytes(photo.salt).hex())
        by_record.setdefault(photo.record_id, []).append(opening)
    return [by_record.get(seal.record_id, []) for seal in seals]


def _open_facts(seal: Seal) -> list[Opening]:
    salt = _salts(seal).get(FACTS)
    if salt is None or seal.record is None:
        return []
    return [Opening(FACTS, list_facts(seal.record, seal.told["facts"])[FACTS], salt)]


def _salts(seal: Seal) -> dict[str, str]:
    return {salt.name: bytes(salt.salt).hex() for salt in seal.salts.all()}
