"""Stores that fail and requests that race: no photo twice, no file without a row."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from linli.core.attachments.errors import PhotoNotFoundError
from linli.core.attachments.models import Attachment, Upload
from linli.core.attachments.selectors import open_photo
from linli.core.attachments.services import store_photo, sweep_uploads
from linli.core.attachments.tokens import LIFETIME
from linli.core.matters.acting import acting_anonymously
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.models import Matter
from linli.core.records.queue import run_due_jobs
from tests.core.attachments.photographs import jpeg
from tests.core.matters.test_concurrency import at_once
from tests.factories import make_scene, report_case, reporter_of

KEY = "a-key-of-a-form-0001"


@pytest.fixture(autouse=True)
def emptied(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": str(tmp_path)}}
    }


def files(tmp_path: Path) -> list[str]:
    return sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.jpg"))


def send(scene, form: str = KEY) -> str:
    user = acting_anonymously(scene.community)
    now = timezone.now()
    return store_photo(jpeg(), file_name="a.jpg", acting_user=user, form=form, now=now).token


@pytest.mark.django_db
def test_store_that_fails_midway_is_made_good_by_sending_again(tmp_path, monkeypatch):
    scene = make_scene()
    save = FileSystemStorage.save

    def fail(self, name, content, max_length=None):
        if name.endswith("-small.jpg"):
            raise OSError("disk full")
        return save(self, name, content, max_length)

    monkeypatch.setattr(FileSystemStorage, "save", fail)
    with pytest.raises(OSError, match="disk full"):
        send(scene)
    assert (Upload.objects.get().stored_at, len(files(tmp_path))) == (None, 1)
    monkeypatch.undo()
    token = send(scene)
    assert (Upload.objects.count(), len(files(tmp_path))) == (1, 2)
    assert report_case(scene, photos=[token]).sequence == 1


@pytest.mark.django_db
def test_store_that_failed_for_good_leaves_nothing_after_the_sweep(tmp_path, monkeypatch):
    scene = make_scene()
    send(scene)
    Upload.objects.update(stored_at=None, created_at=timezone.now() - 2 * LIFETIME)
    sweep_uploads(now=timezone.now())
    run_due_jobs(now=timezone.now())
    assert (Upload.objects.count(), files(tmp_path)) == (0, [])


@pytest.mark.django_db
def test_photo_whose_file_is_missing_is_not_found(tmp_path):
    scene = make_scene()
    matter = report_case(scene, photos=[send(scene)]).matter
    for name in files(tmp_path):
        (tmp_path / name).unlink()
    with pytest.raises(PhotoNotFoundError):
        open_photo(Attachment.objects.get().pk, user=reporter_of(matter))


@pytest.mark.django_db(transaction=True)
def test_same_photo_sent_twice_at_once_is_one(tmp_path):
    scene = make_scene()
    tokens = at_once(lambda: send(scene), lambda: send(scene))
    assert tokens[0] == tokens[1]
    assert (Upload.objects.count(), len(files(tmp_path))) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_form_sent_twice_at_once_is_one_report_with_its_photo(tmp_path):
    scene = make_scene()

    def report():
        return report_case(scene, key=KEY, photos=[send(scene)])

    outcomes = at_once(report, report)
    assert {outcome.matter.number for outcome in outcomes} == {Matter.objects.get().number}
    assert sorted(outcome.replayed for outcome in outcomes) == [False, True]
    assert (Attachment.objects.count(), len(files(tmp_path))) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_two_reports_cannot_take_one_photo(tmp_path):
    scene = make_scene()
    token = send(scene)
    outcomes = at_once(*[lambda: report_case(scene, photos=[token])] * 2)
    refused = [each for each in outcomes if isinstance(each, InputRefusedError)]
    assert [error.errors for error in refused] == [{"photos": "photo_gone"}]
    assert (Matter.objects.count(), Attachment.objects.count()) == (1, 1)
