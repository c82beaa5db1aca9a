"""Photos by the API: sent first, then named in a step."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.core.attachments.models import Attachment, Upload
from linli.core.matters.models import Matter
from tests.core.attachments import photographs
from tests.core.rest.calls import bearer, get, post, refusal

KEY = "a-key-of-a-programme"


def send(raw: bytes, name: str = "lamp.jpg", **headers: str):
    file = SimpleUploadedFile(name, raw)
    return Client().post("/api/v1/photos", {"file": file}, headers=headers)


def test_photo_is_sent_named_in_a_report_and_read(scene):
    sent = send(photographs.jpeg())
    assert sent.status_code == 201
    answer = sent.json()
    assert (set(answer), answer["width"], answer["height"]) == (
        {"token", "width", "height"},
        64,
        48,
    )
    body = {"category": "roads.lamp", "words": "Dark", "place": scene.places.grid.code}
    opened = post(Client(), "/cases", body | {"photos": [answer["token"]]})
    assert opened.status_code == 201
    matter = Matter.objects.get()
    entry = get(Client(), f"/matters/{matter.number}", **bearer(matter))["timeline"][0]
    url = f"/api/v1/photos/{Attachment.objects.get().pk.hex}"
    assert entry["photos"] == [{"field": "photos", "url": url, "width": 64, "height": 48}]
    assert get(Client(), f"/matters/{matter.number}")["timeline"][0]["photos"] == []
    served = Client().get(f"{url}?small=true", headers=bearer(matter))
    assert (served.status_code, served["Content-Type"], served["Cache-Control"]) == (
        200,
        "image/jpeg",
        "private, max-age=300",
    )
    assert refusal(Client().get(url)) == (404, "not_found")


def test_photo_sent_again_with_its_key_is_the_same(scene):
    first, again = (send(photographs.jpeg(), **{"Idempotency-Key": KEY}) for _ in range(2))
    assert first.json() == again.json()
    assert Upload.objects.count() == 1
    assert send(photographs.png(), **{"Idempotency-Key": KEY}).json() != first.json()


def test_refused_photo_is_named_by_code_and_sentence(scene):
    response = send(photographs.PAGE, "<b>lamp.jpg", **{"Accept-Language": "en"})
    assert refusal(response) == (422, "invalid_input")
    assert response.json()["errors"] == {
        "file": {
            "code": "photo_drawing",
            "message": "“<b>lamp.jpg”: This is a drawing (SVG), not a photo."
            " Send a photo or a screenshot of it.",
        }
    }
    assert response["Content-Type"].startswith("application/json")


def test_request_without_a_photo_is_refused(scene, settings):
    assert refusal(post(Client(), "/photos", {})) == (415, "unsupported_media_type")
    nothing = Client().post("/api/v1/photos", {"word": "x"})
    assert nothing.json()["errors"]["file"]["code"] == "required"
    settings.LINLI_PHOTO_BYTES = 100
    assert send(photographs.jpeg()).json()["errors"]["file"]["code"] == "photo_too_large"
    assert Upload.objects.count() == 0


@pytest.mark.parametrize("given", [["x"], "x", [None], {"token": "x"}])
def test_what_is_no_token_is_refused(scene, given):
    body = {"category": "roads.lamp", "words": "Dark", "place": scene.places.grid.code}
    response = post(Client(), "/cases", body | {"photos": given})
    assert response.status_code == 422
    assert set(response.json()["errors"]) == {"photos"}


def test_request_larger_than_any_form_is_refused_before_it_is_read(scene, settings):
    settings.LINLI_PHOTO_BYTES = 1
    response = send(b"\xff\xd8\xff" + b"0" * 3_000_000)
    assert refusal(response) == (413, "too_large")
