"""Whatever was changed on one side alone is found, and named."""

import pytest
from django.db import connection
from django.utils import timezone

from linli.apps.disclosure.models import Seal, SealSalt
from linli.apps.disclosure.selectors import compare_entries, compare_records, open_published
from linli.apps.disclosure.services import assign_places
from linli.core.contributions.services import contribute, record_contributions
from linli.core.matters.acting import acting_as
from linli.core.matters.models import Matter
from linli.core.records.models import Record, RecordPart
from tests.factories import make_account, report_case, walk
from tests.services.flushing import guards_lifted

pytestmark = pytest.mark.django_db


@pytest.fixture
def compare(scene, sealed):
    walk(scene, report_case(scene).matter, "accepted")
    report_case(scene)
    assign_places(covers=1)
    sealed()

    def run():
        source, signed = open_published()
        size = signed.checkpoint.size
        found = [*compare_entries(source, size), *compare_records(scene.community)]
        return [(each.code, each.where) for each in found]

    return run


def test_what_was_sealed_as_it_was_recorded_agrees(compare):
    assert compare() == []


def test_text_that_was_changed_is_found(compare):
    part = RecordPart.objects.filter(record__sequence=3).get()
    RecordPart.objects.filter(pk=part.pk).update(text="Nothing is out")
    assert compare() == [("text_differs", f"{part.record}: words")]


def test_record_that_was_changed_is_found(compare):
    connection.check_constraints()  # PostgreSQL changes no table before those that wait
    with guards_lifted(connection):
        Record.objects.filter(sequence=2).update(step="redirect")
        connection.check_constraints()
    seal = Seal.objects.get(record__sequence=2)
    assert compare() == [("entry_differs", f"entry {seal.index}: {seal.record}")]


def test_state_that_was_changed_is_found(compare):
    matter = Matter.objects.order_by("opened_at").first()
    Matter.objects.filter(pk=matter.pk).update(state="closed")
    assert compare() == [("state_differs", f"willow, {matter.number}")]


def test_contribution_that_is_recorded_after_the_next_step_is_no_difference(scene, compare, sealed):
    matter = report_case(scene).matter
    joining = acting_as(make_account(scene.community))
    contribute(matter.pk, "join", acting_user=joining)
    walk(scene, matter, "accepted")
    assert record_contributions(scene.community, now=timezone.now()) == 1
    sealed()
    assert compare() == []


def test_seal_that_was_deleted_is_found_from_both_sides(compare):
    seal = Seal.objects.get(record__sequence=3)
    index = seal.index
    SealSalt.objects.filter(seal=seal).delete()
    seal.delete()
    assert compare() == [
        ("entry_without_record", f"entry {index}"),
        ("record_not_sealed", "willow, record 3"),
    ]


def test_commitment_of_a_cover_that_was_changed_is_found(compare):
    cover = Seal.objects.get(record=None)
    Seal.objects.filter(pk=cover.pk).update(commitments={"veiled": "00" * 32})
    assert compare() == [("entry_differs", f"entry {cover.index}: a cover")]
