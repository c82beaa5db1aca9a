"""linli doctor looks whether the photos are where the tables say."""

import shutil

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import override

from linli.cli.doctor import photos
from linli.cli.doctor.findings import Level
from linli.core.attachments.services import store_photo
from linli.core.matters.acting import acting_anonymously
from tests.core.attachments.photographs import jpeg
from tests.factories import make_scene, report_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def _reported():
    scene = make_scene()
    sent = store_photo(
        jpeg(64, 48),
        file_name="lamp.jpg",
        acting_user=acting_anonymously(scene.community),
        now=timezone.now(),
    )
    report_case(scene, photos=[sent.token])
    with override("en"):
        yield


@pytest.mark.usefixtures("_reported")
def test_photos_that_are_there_are_no_finding():
    assert list(photos.check_photos()) == []


@pytest.mark.usefixtures("_reported")
def test_lost_photos_are_a_fault_with_their_number():
    shutil.rmtree(default_storage.path("photos"))
    (found,) = photos.check_photos()
    assert (found.level, found.what) == (
        Level.FAULT,
        "1 of the latest photos is not in the store.",
    )


@pytest.mark.usefixtures("_reported")
def test_store_that_does_not_answer_is_a_fault(monkeypatch):
    def fail(_name: str) -> bool:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(default_storage, "exists", fail)
    (found,) = photos.check_photos()
    assert (found.level, "Connection refused" in found.what) == (Level.FAULT, True)
