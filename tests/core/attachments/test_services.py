"""Photos belong to a record, once, or to nothing; what is deleted is gone with its salt."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from linli.core.attachments.errors import PhotoRefusedError
from linli.core.attachments.models import Attachment, Upload
from linli.core.attachments.selectors import list_photos
from linli.core.attachments.services import delete_photos, store_photo, sweep_uploads
from linli.core.attachments.tokens import LIFETIME
from linli.core.contributions.services import contribute, record_contributions
from linli.core.matters.acting import acting_anonymously
from linli.core.matters.errors import IdempotencyError, InputRefusedError, StepRefusedError
from linli.core.matters.models import Matter
from linli.core.matters.services import open_matter, perform
from linli.core.records.commitments import commit_file
from linli.core.records.models import Job, Record
from linli.core.records.queue import run_due_jobs
from tests.core.attachments.photographs import jpeg, png
from tests.factories import make_scene, report_case, reporter_of, take, walk

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
KEY = "a-key-of-a-form-0001"


@pytest.fixture(autouse=True)
def emptied(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": str(tmp_path)}}
    }


@pytest.fixture
def scene():
    return make_scene()


def files(tmp_path) -> list[str]:
    return sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.jpg"))


def send(scene, raw: bytes | None = None, *, form: str = "", now: datetime | None = None) -> str:
    return store_photo(
        jpeg() if raw is None else raw,
        file_name="IMG_1.jpg",
        acting_user=acting_anonymously(scene.community),
        form=form,
        now=now or timezone.now(),
    ).token


def test_photo_that_is_refused_is_named_and_leaves_nothing(scene, tmp_path):
    with pytest.raises(PhotoRefusedError) as caught:
        send(scene, b"<svg/>")
    assert (caught.value.code, caught.value.file_name) == ("photo_drawing", "IMG_1.jpg")
    assert (Upload.objects.count(), files(tmp_path)) == (0, [])


def test_nobody_fills_the_store_with_photos_that_no_step_takes(scene, monkeypatch):
    monkeypatch.setattr("linli.core.attachments.services.uploading.MOST_WAITING", 2)

    def send_from(address: str, width: int) -> str:
        return store_photo(
            jpeg(width, 8),
            file_name="a.jpg",
            acting_user=acting_anonymously(scene.community),
            network_address=address,
            form=KEY,
            now=timezone.now(),
        ).token

    first = send_from("192.0.2.1", 8)
    assert send_from("192.0.2.1", 9) != first
    with pytest.raises(PhotoRefusedError, match="photo_too_many_waiting"):
        send_from("192.0.2.1", 10)
    assert send_from("192.0.2.1", 8) == first
    assert send_from("192.0.2.2", 10)
    report_case(scene, photos=[first])
    assert send_from("192.0.2.1", 10)
    assert "192.0.2.1" not in Upload.objects.values_list("network", flat=True)


def test_limits_are_those_of_the_settings(scene, settings):
    settings.LINLI_PHOTO_BYTES = 100
    with pytest.raises(PhotoRefusedError, match="photo_too_large"):
        send(scene)
    settings.LINLI_PHOTO_BYTES, settings.LINLI_PHOTO_PIXELS = 100_000, 64 * 48 - 1
    with pytest.raises(PhotoRefusedError, match="photo_too_many_pixels"):
        send(scene)


def test_record_commits_to_the_bytes_that_are_kept(scene):
    tokens = [send(scene), send(scene, png())]
    matter = report_case(scene, photos=tokens).matter
    record = Record.objects.get(matter_id=matter.pk)
    rows = list(Attachment.objects.order_by("position"))
    assert [(row.name, row.step, row.audience, row.record) for row in rows] == [
        ("photos_1", "report", "report", record),
        ("photos_2", "report", "report", record),
    ]
    with default_storage.open(rows[1].picture) as held:
        content = held.read()
    assert content.startswith(b"\xff\xd8\xff")
    assert {row.name: record.commitments[row.name] for row in rows} == {
        row.name: commit_file(row.name, row.digest, bytes(row.salt)) for row in rows
    }
    assert set(record.commitments) == {"words", "photos_1", "photos_2"}
    assert rows[0].salt != rows[1].salt


def test_photo_of_a_contribution_joins_its_record_when_that_is_made(scene):
    matter = report_case(scene).matter
    values = {"text": "Still dark", "more_photos": [send(scene)]}
    contribute(matter.pk, "supplement", acting_user=reporter_of(matter), values=values)
    row = Attachment.objects.get()
    assert (row.record, row.step) == (None, "supplement")
    assert list_photos(matter, user=reporter_of(matter)) == {}
    record_contributions(scene.community, now=NOW)
    row.refresh_from_db()
    record = Record.objects.get(step="supplement")
    assert row.record == record
    assert set(record.commitments) == {"text", "more_photos_1"}
    assert [photo.key for photo in list_photos(matter, user=reporter_of(matter))[record.pk]] == [
        row.pk
    ]


def test_photo_is_taken_once(scene):
    token = send(scene)
    report_case(scene, photos=[token])
    with pytest.raises(InputRefusedError) as caught:
        report_case(scene, photos=[token])
    assert caught.value.errors == {"photos": "photo_gone"}
    assert (Matter.objects.count(), Attachment.objects.count()) == (1, 1)


FORGED = ["", "no token", "a" * 64, "a" * 64 + ":" + "b" * 43, "../../etc/passwd"]


@pytest.mark.parametrize("token", FORGED)
def test_forged_token_opens_nothing(scene, token):
    with pytest.raises(InputRefusedError) as caught:
        report_case(scene, photos=[token])
    assert caught.value.errors == {"photos": "photo_gone"}
    assert Matter.objects.count() == 0


def test_token_of_another_community_opens_nothing(scene):
    other = make_scene("other", host="other.example")
    token = send(other)
    with pytest.raises(InputRefusedError):
        report_case(scene, photos=[token])


def test_token_lives_a_few_hours(scene):
    tokens = [send(scene, now=timezone.now() - LIFETIME), send(scene, png())]
    with pytest.raises(InputRefusedError) as caught:
        report_case(scene, photos=tokens)
    assert caught.value.errors == {"photos": "photo_gone"}
    assert report_case(scene, photos=tokens[1:]).sequence == 1


WRONG = {
    "text": ("a token", "not_photos"),
    "numbers": ([1], "not_photos"),
    "too long": (["a" * 201], "not_photos"),
    "too many": ([f"token {number}" for number in range(7)], "too_many_photos"),
}


@pytest.mark.parametrize(("given", "code"), WRONG.values(), ids=WRONG.keys())
def test_what_is_no_list_of_tokens_is_refused(scene, given, code):
    with pytest.raises(InputRefusedError) as caught:
        report_case(scene, photos=given)
    assert caught.value.errors == {"photos": code}


def test_same_request_again_keeps_each_photo_once(scene, tmp_path):
    def report(raw: bytes):
        values = {"category": "roads.lamp", "words": "Dark", "place": scene.places.grid.code}
        return open_matter(
            "case",
            acting_user=acting_anonymously(scene.community),
            values=values | {"photos": [send(scene, raw, form=KEY)]},
            idempotency_key=KEY,
        )

    first, again = report(jpeg()), report(jpeg())
    assert (again.replayed, again.matter, again.secret) == (True, first.matter, first.secret)
    assert (Upload.objects.count(), Attachment.objects.count()) == (1, 1)
    assert len(files(tmp_path)) == 2
    with pytest.raises(IdempotencyError):
        report(png())


def test_step_that_is_refused_leaves_the_photo_for_another_try(scene):
    matter = walk(scene, report_case(scene).matter, "handling")
    token = send(scene)
    with pytest.raises(StepRefusedError):
        perform(
            matter.pk,
            "handle",
            acting_user=scene.acting("steward"),
            values={"result": "Done", "after": [token]},
        )
    with pytest.raises(InputRefusedError):
        perform(matter.pk, "handle", acting_user=scene.acting("handler"), values={"after": [token]})
    assert Attachment.objects.count() == 0
    take(scene, matter, "handle", after=[token])
    assert [(row.name, row.audience) for row in Attachment.objects.all()] == [
        ("after_1", "parties")
    ]


def test_sweep_clears_away_what_nobody_took_and_nothing_else(scene, tmp_path):
    old = timezone.now() - 2 * LIFETIME - timedelta(minutes=1)
    report_case(scene, photos=[send(scene)])
    Upload.objects.update(created_at=old)
    send(scene, png(), now=old)
    send(scene, jpeg(8, 8))
    assert (sweep_uploads(now=timezone.now()), len(files(tmp_path))) == (2, 6)
    run_due_jobs(now=timezone.now())
    kept = [*Attachment.objects.all(), *Upload.objects.all()]
    assert files(tmp_path) == sorted(name for row in kept for name in (row.picture, row.thumbnail))
    assert [row.width for row in kept] == [64, 8]


def test_same_photo_in_the_same_form_lives_on_when_it_is_sent_again(scene):
    first = send(scene, form=KEY, now=timezone.now() - LIFETIME)
    with pytest.raises(InputRefusedError):
        report_case(scene, photos=[first])
    assert send(scene, form=KEY) == first
    assert report_case(scene, photos=[first]).sequence == 1


def test_deleted_photo_is_gone_with_salt_and_files_and_the_record_stays(scene, tmp_path):
    matter = report_case(scene, photos=[send(scene)]).matter
    before = Record.objects.get().commitments
    assert delete_photos(matter.pk, step="publish") == 0
    assert delete_photos(matter.pk, step="report") == 1
    assert (Attachment.objects.count(), Job.objects.count()) == (0, 1)
    run_due_jobs(now=timezone.now())
    assert (files(tmp_path), Job.objects.count()) == ([], 0)
    assert Record.objects.get().commitments == before
