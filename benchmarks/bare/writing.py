"""A plain view that takes a report: the same rows one after the other, in one transaction."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from benchmarks.bare.reader import Reader, read_reader
from linli.apps.cases.models import Case, Category
from linli.core.matters.models import IdempotencyKey, Matter, ProcedureVersion, Promise, Receipt
from linli.core.matters.numbers import ALPHABET
from linli.core.records.models import Record, RecordAuthor, RecordPart, Stream
from linli.ground.calendars.models import CommunityCalendar
from linli.ground.parties.models import Duty, Resident
from linli.ground.places.models import Place

LIMIT = timedelta(hours=4)


def report(request: HttpRequest) -> HttpResponse:
    reader, posted = read_reader(request), request.POST
    key = posted["idempotency_key"]
    with transaction.atomic():
        if IdempotencyKey.objects.filter(community=reader.community, key=key).exists():
            return redirect("/receipt/new")
        matter = _open(reader, posted)
        record = _record(reader, matter, posted["words"])
        receipt = _receipt(matter)
        IdempotencyKey.objects.create(
            community_id=reader.community,
            scope=str(reader.account.pk),
            key=key,
            digest=hashlib.sha256(request.body).hexdigest(),
            matter=matter,
            sequence=record.sequence,
            created_at=matter.opened_at,
        )
    _remember(reader, receipt)
    return redirect("/receipt/new")


def _open(reader: Reader, posted: QueryDict) -> Matter:
    category = Category.objects.get(community=reader.community, code=posted["category"])
    place = Place.objects.defer("boundary").get(community=reader.community, code=posted["place"])
    version = ProcedureVersion.objects.filter(kind="case").latest("number")
    resident, _ = Resident.objects.get_or_create(
        account=reader.account, defaults={"community_id": reader.community}
    )
    now = timezone.now()
    matter = Matter.objects.create(
        community_id=reader.community,
        kind="case",
        number=_free_number(reader),
        title=f"{category.name} · {place.name}",
        state="reported",
        entered_at=now,
        subject=category.code,
        place=place,
        place_code=place.code,
        reporter=resident,
        version=version,
        opened_at=now,
        due_at=now + LIMIT,
    )
    Case.objects.create(matter=matter, category=category)
    _promise(matter)
    return matter


def _free_number(reader: Reader) -> str:
    number = f"BS-2026-{''.join(secrets.choice(ALPHABET) for _ in range(6))}"
    assert not Matter.objects.filter(community=reader.community, number=number).exists()
    return number


def _promise(matter: Matter) -> None:
    """Owed by the dispatcher of the place; the calendar's row is what his hours would follow."""
    codes = [matter.place_code[:width] for width in (6, 9, 12, 15)]
    held = Duty.objects.filter(community=matter.community_id, kind="dispatcher")
    duty = held.filter(place__code__in=codes).select_related("organisation").first()
    CommunityCalendar.objects.filter(community=matter.community_id).first()
    Promise.objects.create(
        community_id=matter.community_id,
        matter=matter,
        name="accept",
        party=duty.organisation if duty else None,
        limit="4wh",
        opened_at=matter.opened_at,
        due_at=matter.opened_at + LIMIT,
    )


def _record(reader: Reader, matter: Matter, words: str) -> Record:
    Stream.objects.filter(community=reader.community).update(last=F("last") + 1)
    sequence = Stream.objects.get(community=reader.community).last
    salt = secrets.token_bytes(32)
    record = Record.objects.create(
        community_id=reader.community,
        sequence=sequence,
        matter_id=matter.pk,
        matter_number=matter.number,
        kind=matter.kind,
        step="report",
        to_state=matter.state,
        at=matter.opened_at,
        recorded_at=matter.opened_at,
        role="anyone",
        facts={"category": matter.subject, "place": matter.place_code},
        commitments={"words": hashlib.sha256(salt + words.encode()).hexdigest()},
    )
    RecordPart.objects.create(record=record, name="words", audience="report", text=words, salt=salt)
    RecordAuthor.objects.create(
        record=record,
        matter_id=matter.pk,
        step="report",
        account=reader.account,
        at=matter.opened_at,
        channel="web",
    )
    return record


def _receipt(matter: Matter) -> Receipt:
    digest = hashlib.sha256(secrets.token_bytes(10)).hexdigest()
    return Receipt.objects.create(
        community_id=matter.community_id,
        matter=matter,
        secret_digest=digest,
        created_at=matter.opened_at,
    )


def _remember(reader: Reader, receipt: Receipt) -> None:
    data = reader.session.get_decoded() | {"receipts": [str(receipt.pk)]}
    reader.session.session_data = SessionStore().encode(data)
    reader.session.save()
