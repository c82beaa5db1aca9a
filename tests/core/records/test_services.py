"""The record stream: gapless, append-only, silent about what was deleted."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from linli.core.records.commitments import commit
from linli.core.records.enums import Audience, Channel
from linli.core.records.errors import FactError
from linli.core.records.models import Cursor, Record, RecordAuthor, RecordPart
from linli.core.records.services import (
    Entry,
    Part,
    append_record,
    append_records,
    delete_parts,
    follow_records,
)
from tests.factories import make_community

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FIELDS = Record._meta.concrete_fields
pytestmark = pytest.mark.django_db


def make_entry(**changes) -> Entry:
    given = {
        "matter_id": uuid.UUID(int=7),
        "matter_number": "BS-2026-7K3Q",
        "kind": "case",
        "step": "accept",
        "from_state": "reported",
        "to_state": "accepted",
        "at": NOW,
        "role": "dispatcher",
        "channel": Channel.WEB,
    }
    return Entry(**(given | changes))


def test_append_record_numbers_from_one_per_community():
    here, there = make_community("here"), make_community("there", host="there.example")
    numbers = [
        append_record(community, entry=make_entry(), now=NOW).sequence
        for community in (here, here, there, here)
    ]
    assert numbers == [1, 2, 1, 3]


def test_append_record_after_a_rollback_leaves_no_gap():
    community = make_community()
    append_record(community, entry=make_entry(), now=NOW)
    with transaction.atomic():
        append_record(community, entry=make_entry(), now=NOW)
        transaction.set_rollback(True)
    assert append_record(community, entry=make_entry(), now=NOW).sequence == 2


def test_append_records_keeps_order_and_authors():
    community = make_community()
    entries = [make_entry(step=step) for step in ("accept", "dispatch", "start")]
    append_records(community, entries=entries, now=NOW)
    assert list(
        Record.objects.order_by("sequence").values_list("sequence", "step", "author__step")
    ) == [(1, "accept", "accept"), (2, "dispatch", "dispatch"), (3, "start", "start")]


def test_append_record_keeps_a_commitment_and_not_the_text():
    part = Part("words", "三号楼的张阿姨家漏水", Audience.REPORT)
    record = append_record(make_community(), entry=make_entry(parts=(part,)), now=NOW)
    kept = RecordPart.objects.get(record=record)
    assert record.commitments == {"words": commit("words", part.text, bytes(kept.salt))}
    assert "张阿姨" not in str(Record.objects.values().get())


@pytest.mark.parametrize(
    "facts",
    [
        {"note": "call Mrs Zhang"},
        {"note": "张阿姨"},
        {"list": ["fine", "not fine!"]},
        {"deep": {"inner": "two words"}},
        {"Upper": "fine"},
        {"number": 1.5},
        {"number": 2**53},
    ],
)
def test_append_record_refuses_facts_that_could_carry_words(facts):
    with pytest.raises(FactError):
        append_record(make_community(), entry=make_entry(facts=facts), now=NOW)
    assert not Record.objects.exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_record_refuses_every_change_in_the_database(change):
    record = append_record(make_community(), entry=make_entry(), now=NOW)
    rows = Record.objects.filter(pk=record.pk)
    changes = {
        "update": lambda: rows.update(step="close"),
        "delete": lambda: rows._raw_delete("default"),
    }
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        changes[change]()
    assert Record.objects.get().step == "accept"


def test_delete_parts_takes_text_and_salt_and_leaves_the_record():
    community = make_community()
    parts = (
        Part("words", "secret", Audience.REPORT),
        Part("public_words", "redacted", Audience.PUBLIC),
    )
    append_record(community, entry=make_entry(step="report", parts=parts[:1]), now=NOW)
    record = append_record(community, entry=make_entry(step="publish", parts=parts[1:]), now=NOW)
    assert delete_parts(record.matter_id, step="publish") == 1
    assert list(RecordPart.objects.values_list("name", flat=True)) == ["words"]
    assert list(Record.objects.get(pk=record.pk).commitments) == ["public_words"]


def test_author_can_be_forgotten_while_the_record_stays():
    record = append_record(make_community(), entry=make_entry(), now=NOW)
    RecordAuthor.objects.filter(record=record).delete()
    assert Record.objects.filter(pk=record.pk).exists()


def test_follow_records_hands_each_record_over_once():
    community = make_community()
    seen: list[int] = []

    def handle(records: list[Record]) -> None:
        seen.extend(record.sequence for record in records)

    for expected in (2, 0, 1):
        for _ in range(expected):
            append_record(community, entry=make_entry(), now=NOW)
        assert follow_records("reader", community=community, handle=handle) == expected
    assert seen == [1, 2, 3]


def test_follow_records_stays_where_it_was_when_the_handler_fails():
    community = make_community()
    append_record(community, entry=make_entry(), now=NOW)

    def fail(_records: list[Record]) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        follow_records("reader", community=community, handle=fail)
    assert not Cursor.objects.filter(sequence__gt=0).exists()


@pytest.mark.parametrize("same", ["id", "sequence"])
def test_record_is_not_replaced_by_another_of_its_key_or_number(same):
    """SQLite's REPLACE takes the old row away without asking the trigger for deletions."""
    community = make_community()
    record = append_record(community, entry=make_entry(), now=NOW)
    other = Record(**{field.attname: getattr(record, field.attname) for field in FIELDS})
    other.step = "forged"
    if same == "id":
        other.sequence = record.sequence + 1
    else:
        other.pk = uuid.uuid4()
    columns = [field.column for field in FIELDS]
    values = [field.get_db_prep_save(getattr(other, field.attname), connection) for field in FIELDS]
    verb = "REPLACE" if connection.vendor == "sqlite" else "INSERT"
    marks = ", ".join(["%s"] * len(values))
    statement = f"{verb} INTO records_record ({', '.join(columns)}) VALUES ({marks})"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    assert list(Record.objects.values_list("step", flat=True)) == [record.step]
