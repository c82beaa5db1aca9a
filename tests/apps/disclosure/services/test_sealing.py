"""Each record gets one place in the log, in the order of its stream, in the closed form."""

import json

import pytest

from linli.apps.cases.models import Category
from linli.apps.disclosure.models import Ledger, Seal, SealSalt
from linli.apps.disclosure.selectors import list_openings, list_seals
from linli.apps.disclosure.services import assign_places
from linli.apps.disclosure.services.canonical import canonicalise
from linli.apps.disclosure.services.entries import write_entry
from linli.core.records.commitments import commit
from linli.core.records.models import Record, RecordPart
from tests.factories import make_scene, report_case, take, walk

pytestmark = pytest.mark.django_db


def restrict(scene, code="roads.lamp"):
    Category.objects.filter(community=scene.community, code=code).update(restricted=True)


def salts_of(seal):
    return {salt.name: bytes(salt.salt) for salt in seal.salts.all()}


def test_report_is_sealed_as_what_everybody_may_know(scene, sealed):
    matter = report_case(scene, words="Zhang San's lamp is out", hidden=True).matter
    record = Record.objects.get()
    seal = Seal.objects.get() if sealed() else None
    entry = json.loads(write_entry(seal))
    assert entry == {
        "v": 1,
        "community": "willow",
        "matter": matter.number,
        "kind": "case",
        "step": "report",
        "from": "",
        "to": "reported",
        "at": record.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "role": "resident",
        "opened": record.facts["opened"],
        "commitments": {
            "words": record.commitments["words"],
            "record.facts": seal.commitments["record.facts"],
            "record.private": seal.commitments["record.private"],
        },
    }


def test_entry_is_canonical_and_names_organisations_and_their_answers(scene, sealed):
    matter = walk(scene, report_case(scene).matter, "dispatched")
    take(scene, matter, "contact", reached="yes")
    entries = sealed().entries
    assert [entry["step"] for entry in entries] == ["report", "accept", "dispatch", "contact"]
    told = [
        {name: entry.get(name) for name in ("role", "organisation", "holder", "answers", "met")}
        for entry in entries[1:]
    ]
    assert told == [
        {
            "role": "dispatcher",
            "organisation": "centre",
            "holder": None,
            "answers": None,
            "met": ["accept"],
        },
        {
            "role": "dispatcher",
            "organisation": "centre",
            "holder": matter.holder.slug,
            "answers": None,
            "met": ["dispatch"],
        },
        {
            "role": "handler",
            "organisation": "works",
            "holder": None,
            "answers": {"reached": "yes"},
            "met": ["contact"],
        },
    ]


def test_answers_of_a_resident_are_committed_to_and_not_told(scene, sealed):
    matter = walk(scene, report_case(scene).matter, "closed")
    take(scene, matter, "rate", solved="no", satisfied="no", opinion="It flickers")
    log = sealed()
    assert log.entries[-1]["step"] == "rate"
    assert "answers" not in log.entries[-1]
    seal = Seal.objects.get(index=log.size - 1)
    text = canonicalise({"satisfied": "no", "solved": "no"}).decode()
    assert seal.commitments["record.facts"] == commit(
        "record.facts", text, salts_of(seal)["record.facts"]
    )


def test_commitments_open_with_their_salts_alone(scene, sealed):
    report_case(scene, words="The lamp is out", hidden=True)
    (entry,) = sealed().entries
    part, salts = RecordPart.objects.get(), salts_of(Seal.objects.get())
    opened = {
        "words": commit("words", "The lamp is out", bytes(part.salt)),
        "record.facts": commit(
            "record.facts",
            json.dumps(
                {"category": "roads.lamp", "place": scene.places.grid.code},
                separators=(",", ":"),
            ),
            salts["record.facts"],
        ),
        "record.private": commit("record.private", '{"hidden":true}', salts["record.private"]),
    }
    assert entry["commitments"] == opened


def test_matter_that_not_everybody_may_see_is_veiled(scene, sealed):
    restrict(scene)
    matter = report_case(scene).matter
    walk(scene, matter, "accepted")
    log = sealed()
    assert [sorted(entry) for entry in log.entries] == [["v", "veiled"]] * 2
    assert matter.number.encode() not in b"".join(log.raw)
    assert [(seal.veiled, seal.record.sequence) for seal in Seal.objects.order_by("index")] == [
        (True, 1),
        (True, 2),
    ]


def test_veiled_entry_and_cover_cannot_be_told_apart(scene, sealed):
    restrict(scene)
    report_case(scene)
    assign_places(covers=3)
    entries = sealed().entries
    assert len(entries) == 4
    assert {tuple(sorted(entry)) for entry in entries} == {("v", "veiled")}
    assert {len(entry["veiled"]) for entry in entries} == {64}
    assert Seal.objects.filter(record=None).count() == 3


def test_entries_after_a_matter_was_closed_to_the_public_are_veiled(scene, sealed):
    matter = report_case(scene).matter
    assert sealed().entries[0]["matter"] == matter.number
    restrict(scene)
    walk(scene, matter, "accepted")
    assert sorted(sealed().entries[1]) == ["v", "veiled"]


def test_records_of_all_communities_are_sealed_once_each_in_order(scene, sealed):
    other = make_scene("poplar", host="poplar.example")
    for _ in range(3):
        report_case(scene)
        report_case(other)
    first = sealed()
    report_case(other)
    again = sealed()
    assert again.raw[:6] == first.raw
    placed = Seal.objects.order_by("index").values_list(
        "record__community__slug", "record__sequence"
    )
    assert list(placed) == [
        *(("willow", number) for number in (1, 2, 3)),
        *(("poplar", number) for number in (1, 2, 3, 4)),
    ]
    assert Ledger.objects.get().size == 7
    assert assign_places() == 0


def test_record_without_words_in_the_schema_is_veiled_and_said_in_the_log_of_the_server(
    scene, sealed, caplog, monkeypatch
):
    report_case(scene)
    monkeypatch.setattr("linli.apps.disclosure.services.entries.known_words", dict)
    assert assign_places() == 1
    assert Seal.objects.get().veiled
    assert caplog.messages[0].endswith("does not fit the schema (kind): veiled")


def test_salts_are_32_fresh_bytes(scene):
    for _ in range(5):
        report_case(scene)
    assign_places()
    salts = [bytes(salt) for salt in SealSalt.objects.values_list("salt", flat=True)]
    assert len(set(salts)) == len(salts) == 10
    assert {len(salt) for salt in salts} == {32}


def test_sealed_entries_stay_the_same_whatever_is_declared_later(scene, sealed, monkeypatch):
    """A new version may drop steps, answers and fields: what was sealed before does not change."""
    matter = walk(scene, report_case(scene).matter, "dispatched")
    take(scene, matter, "contact", reached="yes")
    before = sealed()
    opened = list_openings(matter, list_seals(matter), user=scene.acting("dispatcher"))
    monkeypatch.setattr("linli.apps.disclosure.services.entries.known_words", dict)
    rewritten = [write_entry(seal) for seal in Seal.objects.order_by("index")]
    assert rewritten == before.raw
    assert list_openings(matter, list_seals(matter), user=scene.acting("dispatcher")) == opened
    assert sealed().raw == before.raw
