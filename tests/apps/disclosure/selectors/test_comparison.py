"""Whatever was changed on one side alone is found, and named."""

import pytest
from django.db import connection
from django.utils import timezone

from linli.apps.cases.models import Category
from linli.apps.disclosure.models import Seal, SealSalt
from linli.apps.disclosure.selectors import compare_entries, compare_records, open_published
from linli.apps.disclosure.services import assign_places
from linli.core.attachments.models import Attachment
from linli.core.attachments.services import store_photo
from linli.core.contributions.services import contribute, record_contributions
from linli.core.matters.acting import acting_as
from linli.core.matters.models import Matter
from linli.core.records.models import Record, RecordPart
from tests.core.attachments.photographs import jpeg
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
    change_record(2, step="redirect")
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


def change_record(sequence, **changes):
    connection.check_constraints()  # PostgreSQL changes no table before those that wait
    with guards_lifted(connection):
        Record.objects.filter(sequence=sequence).update(**changes)
        connection.check_constraints()
    return Record.objects.get(sequence=sequence)


def test_facts_that_were_changed_are_found(compare):
    facts = Record.objects.get(sequence=3).facts | {"hidden": True, "category": "noise"}
    record = change_record(3, facts=facts)
    assert compare() == [
        ("facts_differ", f"{record}: record.facts"),
        ("facts_differ", f"{record}: record.private"),
    ]


def test_record_of_a_veiled_entry_that_was_changed_is_found(scene, compare, sealed):
    Category.objects.filter(community=scene.community, code="roads.lamp").update(restricted=True)
    report_case(scene)
    sealed()
    assert compare() == []
    record = change_record(4, role="system")
    assert compare() == [("facts_differ", f"{record}: veiled")]


def test_photo_that_was_changed_is_found(scene, compare, sealed):
    reporter = acting_as(make_account(scene.community))
    photo = store_photo(
        jpeg(64, 48), file_name="lamp.jpg", acting_user=reporter, now=timezone.now()
    )
    report_case(scene, reporter=reporter, photos=[photo.token])
    sealed()
    assert compare() == []
    Attachment.objects.update(digest="00" * 32)
    record = Record.objects.get(sequence=4)
    assert compare() == [("photo_differs", f"{record}: photos_1")]
