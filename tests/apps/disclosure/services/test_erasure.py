"""Whoever is erased can be recovered from nothing: not from tiles, proofs, receipts or records."""

import hashlib
import json

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from linli.apps.cases.models import Category
from linli.apps.disclosure.models import Erased, Seal, SealSalt
from linli.apps.disclosure.selectors import (
    build_proof,
    list_openings,
    list_photo_openings,
    list_seals,
)
from linli.apps.disclosure.services import erase_resident, get_log_folder, load_signers
from linli.apps.disclosure.services.canonical import canonicalise
from linli.apps.disclosure.services.erasure import Erasure
from linli.core.attachments.models import Attachment
from linli.core.attachments.services import store_photo
from linli.core.matters.acting import acting_as, acting_as_system
from linli.core.records.commitments import DOMAIN, commit, commit_file
from linli.core.records.models import RecordAuthor, RecordPart
from linli.engines.tile_log import FolderSource, verify_log
from tests.core.attachments.photographs import jpeg
from tests.factories import make_account, report_case, take, walk

pytestmark = pytest.mark.django_db
SAID = ["Mrs Zhao of number 3 shouts", "13912345678", "Zhao Min", "zhao@example.org"]


@pytest.fixture
def told(scene):
    """A resident's matters, of which one is closed to the public, and a stranger's."""
    account = make_account(scene.community, "Zhao Min", contact="zhao@example.org")
    reporter = acting_as(account)
    open_matter = report_case(scene, reporter=reporter, words=SAID[0], hidden=True).matter
    walk(scene, open_matter, "closed")
    take(scene, open_matter, "rate", solved="no", satisfied="no", opinion=SAID[0])
    Category.objects.filter(community=scene.community, code="roads.lamp").update(restricted=True)
    closed = report_case(scene, reporter=acting_as(account), words=SAID[0]).matter
    other = report_case(scene, words="The lamp is out", contact_phone="13812345678").matter
    open_matter.refresh_from_db()
    return open_matter, closed, other


def read_everything_public(matters):
    """All that is published, and all that the reporter holds or could ask for."""
    files = [path.read_bytes() for path in get_log_folder().rglob("*") if path.is_file()]
    proofs = []
    for matter in matters:
        seals = list_seals(matter)
        proofs += [build_proof(seal).file for seal in seals]
        proofs += [build_proof(seal).address.encode() for seal in seals]
        user = acting_as_system(matter.community)
        proofs += [repr(opened).encode() for opened in list_openings(matter, seals, user=user)]
    return files, proofs


def test_erased_resident_is_in_no_tile_proof_receipt_or_table(scene, told, sealed):
    before = sealed()
    open_matter, closed, _ = told
    assert erase_resident(open_matter.reporter) == Erasure(9, ())
    after = sealed()
    assert (after.raw, after.root) == (before.raw, before.root)
    keys = [signer.verifier for signer in load_signers()]
    assert verify_log(FolderSource(get_log_folder()), keys).ok
    files, proofs = read_everything_public([open_matter, closed])
    for said in SAID:
        assert not [content for content in [*files, *proofs] if said.encode() in content]
        # An account is deleted by itself; what it is called stands nowhere else.
        assert find_in_database(said) <= {"accounts.Account"}
    assert list(RecordPart.objects.values_list("text", flat=True)) == ["The lamp is out"]


def find_in_database(text):
    """Models with a text field that holds it."""
    return {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if type(field) in (models.TextField, models.CharField)
        and model._default_manager.filter(**{f"{field.attname}__contains": text}).exists()
    }


def test_no_guess_however_good_can_be_confirmed_after_erasure(scene, told, sealed):
    """Somebody who has everything that is left, and the right text itself, still learns nothing."""
    before = sealed()
    open_matter, closed, _ = told
    salts = [bytes(salt) for salt in SealSalt.objects.values_list("salt", flat=True)]
    salts += [bytes(salt) for salt in RecordPart.objects.values_list("salt", flat=True)]
    guesses = {
        "words": SAID[0],
        "opinion": SAID[0],
        "record.private": canonicalise({"hidden": True}).decode(),
    }
    published = {
        digest for entry in before.entries for digest in entry.get("commitments", {}).values()
    }
    assert confirm(guesses, salts) & published
    erase_resident(open_matter.reporter)
    left = [bytes(salt) for salt in SealSalt.objects.values_list("salt", flat=True)]
    left += [bytes(salt) for salt in RecordPart.objects.values_list("salt", flat=True)]
    assert not confirm(guesses, left) & published
    bare = {hashlib.sha256(DOMAIN + text.encode()).hexdigest() for text in guesses.values()}
    assert not bare & published
    for seal in list_seals(closed):
        assert build_proof(seal).file.count(b"\n") >= 5
        assert sorted(json.loads(before.raw[seal.index])) == ["v", "veiled"]


def test_what_was_erased_before_it_was_sealed_gets_no_salt(scene, told, sealed):
    open_matter, closed, other = told
    assert erase_resident(open_matter.reporter) == Erasure(9, ())
    assert erase_resident(open_matter.reporter) == Erasure(9, ())
    log = sealed()
    assert set(SealSalt.objects.values_list("seal__record__matter_id", flat=True)) == {other.pk}
    assert Seal.objects.filter(record__isnull=False).count() == log.size == 10
    assert not Erased.objects.exists()
    for matter in (open_matter, closed):
        assert b'"salt"' not in b"".join(build_proof(seal).file for seal in list_seals(matter))


def confirm(guesses, salts):
    return {commit(name, text, salt) for name, text in guesses.items() for salt in salts}


def test_contact_data_and_authorship_are_gone_and_others_stay(scene, told, sealed):
    open_matter, _, other = told
    resident = open_matter.reporter
    erase_resident(resident)
    resident.refresh_from_db()
    assert (resident.name, resident.phone, resident.mail, resident.account) == ("", "", "", None)
    assert resident.consented_at is None
    own = RecordAuthor.objects.filter(matter_id=open_matter.pk, organisation=None)
    assert set(own.values_list("account", flat=True)) == {None}
    office = RecordAuthor.objects.filter(matter_id=open_matter.pk, organisation__isnull=False)
    assert None not in set(office.values_list("account", flat=True))
    other.refresh_from_db()
    assert other.reporter.phone == "+8613812345678"


def test_published_words_stay_until_they_are_taken_down(scene, sealed):
    account = make_account(scene.community, "Zhao Min", contact="zhao@example.org")
    matter = report_case(scene, reporter=acting_as(account), words=SAID[0]).matter
    walk(scene, matter, "accepted")
    take(scene, matter, "publish", public_title="Noise", public_words="A neighbour is loud")
    sealed()
    matter.refresh_from_db()
    assert erase_resident(matter.reporter) == Erasure(3, (matter.number,))
    left = list(RecordPart.objects.order_by("name").values_list("text", flat=True))
    assert left == ["Noise", "A neighbour is loud"]
    take(scene, matter, "take_down")
    assert erase_resident(matter.reporter) == Erasure(4, ())
    assert not RecordPart.objects.exists()


def test_photos_of_the_resident_go_with_their_salts_and_published_ones_stay(scene, sealed):
    account = make_account(scene.community, "Zhao Min", contact="zhao@example.org")
    reporter = acting_as(account)
    photo = store_photo(
        jpeg(64, 48), file_name="lamp.jpg", acting_user=reporter, now=timezone.now()
    )
    matter = report_case(scene, reporter=reporter, photos=[photo.token]).matter
    log = sealed()
    assert sorted(log.entries[0]["commitments"]) == [
        "photos_1",
        "record.facts",
        "record.private",
        "words",
    ]
    seals = list_seals(matter)
    user = acting_as_system(scene.community)
    ((opening,),) = list_photo_openings(matter, seals, user=user)
    digest = Attachment.objects.get().digest
    sealed_as = commit_file("photos_1", digest, bytes.fromhex(opening.salt))
    assert log.entries[0]["commitments"]["photos_1"] == sealed_as
    erase_resident(matter.reporter)
    assert not Attachment.objects.exists()
    assert list_photo_openings(matter, seals, user=user) == [[]]
    assert sealed().raw == log.raw
