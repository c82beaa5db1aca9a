"""A photo is served to whoever may read its record; for all others it does not exist."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from linli.apps.cases.models import Category
from linli.core.attachments.models import Attachment, Upload
from linli.core.matters.models import Matter
from tests.core.attachments import photographs
from tests.core.rest.calls import bearer, count_queries, on_duty
from tests.factories import report_case, take, walk

SCRIPT = "<img src=x onerror=alert(1)>.jpg"
ENGLISH = {"Accept-Language": "en"}


def photo(raw: bytes | None = None, name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    content = photographs.jpeg() if raw is None else raw
    return SimpleUploadedFile(name, content, content_type="image/svg+xml")


def report(client: Client, scene, *photos, **values):
    given = {"category": "roads.lamp", "words": "Dark", "place": scene.places.grid.code}
    return client.post(
        "/report", given | {"photos": list(photos), "nearby": "seen", "alike": "seen"} | values
    )


def address(small: bool = False) -> str:
    return f"/photos/{Attachment.objects.get().pk.hex}{'/small' if small else ''}"


def test_work_is_shown_beside_what_was_there_before(scene):
    reporter = Client(headers=ENGLISH)
    report(reporter, scene, photo())
    matter = Matter.objects.get()
    page = reporter.get(f"/matters/{matter.number}").content.decode()
    assert "Before and after" not in page
    walk(scene, matter, "handling")
    handler, address = on_duty(scene, "handler"), f"/matters/{matter.number}/steps/handle"
    sent = handler.post(address, {"result": "New bulb", "after": [photo(photographs.jpeg(80, 60))]})
    assert sent.status_code == 302
    page = reporter.get(f"/matters/{matter.number}").content.decode()
    compared = page.partition('class="compare"')[2].partition("</section>")[0]
    before, after = Attachment.objects.order_by("record__sequence")
    assert (before.field, after.field) == ("photos", "after")
    assert compared.index(before.pk.hex) < compared.index(after.pk.hex)
    assert "Before and after" not in Client(headers=ENGLISH).get(address).content.decode()


def test_reporter_and_offices_see_the_photo_and_nobody_else(scene):
    reporter = Client()
    assert report(reporter, scene, photo()).status_code == 302
    walk(scene, Matter.objects.get(), "dispatched")
    readers = {
        "reporter": reporter,
        "dispatcher": on_duty(scene, "dispatcher"),
        "steward": on_duty(scene, "steward"),
        "handler": on_duty(scene, "handler"),
        "administrator": on_duty(scene, "administrator"),
        "stranger": Client(),
    }
    assert {name: client.get(address()).status_code for name, client in readers.items()} == {
        "reporter": 200,
        "dispatcher": 200,
        "steward": 200,
        "handler": 200,
        "administrator": 404,
        "stranger": 404,
    }
    page = Client().get(f"/matters/{Matter.objects.get().number}").content.decode()
    assert "/photos/" not in page
    shown = reporter.get(f"/matters/{Matter.objects.get().number}").content.decode()
    assert (address() in shown, address(small=True) in shown) == (True, True)


def test_handler_of_a_hidden_reporter_sees_no_photo(scene):
    report(Client(), scene, photo(), hidden="on")
    walk(scene, Matter.objects.get(), "dispatched")
    assert on_duty(scene, "handler").get(address()).status_code == 404
    assert on_duty(scene, "dispatcher").get(address()).status_code == 200


def test_photo_of_a_hidden_matter_answers_as_one_that_does_not_exist(scene):
    Category.objects.filter(community=scene.community, code="roads.lamp").update(restricted=True)
    reporter = Client()
    report(reporter, scene, photo())
    known, unknown = address(), f"/photos/{'0' * 32}"
    stranger = Client()
    hidden, missing = stranger.get(known), stranger.get(unknown)
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.headers == missing.headers
    strip = [
        each.content.decode().replace(known, "").replace(unknown, "") for each in (hidden, missing)
    ]
    tokens = [len(each) for each in strip]
    assert tokens[0] == tokens[1]
    assert reporter.get(known).status_code == 200
    assert stranger.get(known + "/small").status_code == 404


def test_published_photo_is_everybodys_until_it_is_taken_down(scene):
    matter = report_case(scene).matter
    dispatcher = on_duty(scene, "dispatcher")
    values = {"public_title": "Lamp", "public_words": "Out", "public_photos": [photo()]}
    sent = dispatcher.post(f"/matters/{matter.number}/steps/publish", values)
    assert sent.status_code == 302
    served = Client().get(address())
    assert served.status_code == 200
    key = address()
    take(scene, matter, "take_down")
    assert Client().get(key).status_code == 404
    assert Attachment.objects.count() == 0


def test_photo_is_served_as_what_it_is_and_kept_by_its_reader_alone(scene):
    client = Client()
    report(client, scene, photo())
    for small in (False, True):
        response = client.get(address(small=small))
        image = Image.open(BytesIO(response.content))
        assert (image.format, dict(image.getexif())) == ("JPEG", {})
        assert photographs.DEVICE.encode() not in response.content
        assert {
            name: response[name]
            for name in (
                "Content-Type",
                "Cache-Control",
                "X-Content-Type-Options",
                "Content-Disposition",
                "Content-Security-Policy",
            )
        } == {
            "Content-Type": "image/jpeg",
            "Cache-Control": "private, max-age=300",
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": 'inline; filename="photo.jpg"',
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        }
    assert client.post(address()).status_code == 405


@pytest.mark.parametrize("path", ["x", "..%2f..%2fdb", "0" * 31, "0" * 32 + "/large"])
def test_address_that_is_none_is_not_found(scene, path):
    assert Client().get(f"/photos/{path}").status_code == 404


def test_refused_photo_is_named_without_its_script_and_the_others_are_kept(scene):
    client = Client(headers=ENGLISH)
    raw = photographs.jpeg()
    response = report(client, scene, photo(raw), photo(photographs.SVG, SCRIPT))
    page = response.content.decode()
    assert response.status_code == 422
    assert SCRIPT not in page
    assert "“&lt;img src=x onerror=alert(1)&gt;.jpg”: This is a drawing (SVG), not a photo." in page
    assert page.count("data:image/jpeg;base64,") == 1
    token = page.partition('name="photos" value="')[2].partition('"')[0]
    assert report(client, scene, photos=[token]).status_code == 302
    assert (Attachment.objects.count(), Upload.objects.count()) == (1, 1)


def test_photos_are_kept_across_another_mistake(scene):
    client = Client()
    response = report(client, scene, photo(), words="")
    page = response.content.decode()
    assert (response.status_code, page.count("data:image/jpeg;base64,")) == (422, 1)


def test_more_photos_than_may_be_are_refused(scene):
    many = [photo(photographs.jpeg(8 + each, 8)) for each in range(7)]
    response = report(Client(headers=ENGLISH), scene, *many)
    assert response.status_code == 422
    assert "These are too many photos." in response.content.decode()
    assert Matter.objects.count() == 0


def test_wrong_ending_and_media_type_of_a_photo_do_not_matter(scene):
    assert report(Client(), scene, photo(photographs.png(), "notes.txt")).status_code == 302
    client = Client()
    assert report(client, scene, photo(photographs.PAGE, "photo.jpg")).status_code == 422


def test_whoever_may_not_take_the_step_stores_nothing(scene):
    matter = walk(scene, report_case(scene).matter, "handling")
    values = {"result": "Done"}
    path = f"/matters/{matter.number}/steps/handle"
    assert on_duty(scene, "steward").post(path, values | {"after": photo()}).status_code == 403
    assert Upload.objects.count() == 0
    assert on_duty(scene, "handler").post(path, values | {"after": photo()}).status_code == 302
    assert Attachment.objects.get().field == "after"


def test_page_asks_as_much_for_one_photo_as_for_six(scene):
    client = Client()
    report(client, scene, photo())
    one = Matter.objects.get()
    path = f"/matters/{one.number}"
    before = count_queries(client, path)
    report(client, scene, *[photo(photographs.jpeg(8 + each, 8)) for each in range(6)])
    other = Matter.objects.exclude(pk=one.pk).get()
    assert count_queries(client, f"/matters/{other.number}") == before


def test_bearer_of_a_receipt_reads_the_photo_by_the_api(scene):
    report(Client(), scene, photo())
    matter = Matter.objects.get()
    path = f"/api/v1{address()}"
    assert Client().get(path).status_code == 404
    assert Client().get(path, headers=bearer(matter)).status_code == 200
