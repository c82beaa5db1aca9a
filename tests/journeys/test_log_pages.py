"""The page of a matter is compared with the log in the reader's browser, words and photos included."""

import json

import pytest
from django.utils import timezone

from linli.apps.disclosure.services import seal_now
from linli.core.attachments.services import store_photo
from linli.core.matters.acting import acting_anonymously
from linli.core.records.models import RecordPart
from tests.apps.disclosure.services.test_sealing import restrict
from tests.core.attachments.photographs import jpeg
from tests.factories import give_receipt, report_case, take, walk
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.proving import PAGE_HOLDS, PAGE_SHOWN, PAGE_WRONG, tamper, verdict, wrong_steps
from tests.journeys.streets import Street

pytestmark = pytest.mark.journey


@pytest.fixture
def place(street: MakeStreet, settings) -> Street:
    found = street()
    settings.LINLI_PUBLIC_URL = found.url
    return found


def test_page_of_a_matter_is_compared_with_the_log(place, visit: Enter):
    matter = report_case(place.scene).matter
    walk(place.scene, matter, "accepted")
    take(place.scene, matter, "publish", public_title="Lamp", public_words="A lamp is out")
    assert seal_now()
    reader = visit(place)
    reader.open(f"/matters/{matter.number}")
    reader.press("Check this yourself")
    reader.press("Check now")
    assert verdict(reader) == reader.say(PAGE_SHOWN)
    report_case(place.scene)
    assert seal_now()
    reader.press("Check now")
    grown = "Since your last visit, when it had {size} entries, it only grew."
    reader.page.get_by_text(reader.say(grown).replace("{size}", "3")).wait_for()
    assert verdict(reader) == reader.say(PAGE_SHOWN)


def test_photo_that_is_not_the_one_that_was_sealed_is_refused(place, visit: Enter):
    reporter = visit(place)
    photo = store_photo(
        jpeg(64, 48),
        file_name="lamp.jpg",
        acting_user=acting_anonymously(place.scene.community),
        now=timezone.now(),
    )
    matter = report_case(place.scene, photos=[photo.token]).matter
    assert seal_now()
    reporter.open("/receipt")
    reporter.fill({"Number": matter.number, "Code": give_receipt(matter)})
    reporter.press("Open")
    reporter.open(f"/matters/{matter.number}/log")
    reporter.press("Check now")
    assert verdict(reporter) == reporter.say(PAGE_HOLDS)
    tamper(reporter, r"/photos/", lambda _: jpeg(48, 64))
    reporter.open(f"/matters/{matter.number}/log")
    reporter.press("Check now")
    assert verdict(reporter) == reporter.say(PAGE_WRONG)


def test_page_that_tells_other_words_or_another_step_is_refused(place, visit: Enter):
    matter = report_case(place.scene).matter
    walk(place.scene, matter, "accepted")
    take(place.scene, matter, "publish", public_title="Lamp", public_words="A lamp is out")
    assert seal_now()
    reader = visit(place)
    RecordPart.objects.filter(name="public_words").update(text="Nothing is out")
    reader.open(f"/matters/{matter.number}/log")
    reader.press("Check now")
    assert verdict(reader) == reader.say(PAGE_WRONG)
    said = (
        "The words, facts or photos shown here are not the ones that were sealed in entry {place}."
    )
    assert wrong_steps(reader) == [reader.say(said).replace("{place}", "3")]
    RecordPart.objects.filter(name="public_words").update(text="A lamp is out")

    def claim(body: bytes) -> bytes:
        told = json.loads(body)
        told["entries"][1]["record"]["to"] = "redirected"
        return json.dumps(told).encode()

    tamper(reader, r"/log\.json", claim)
    reader.press("Check now")
    reader.page.get_by_text(
        reader.say("Entry {place} says something else than this page.").replace("{place}", "2")
    ).wait_for()
    assert verdict(reader) == reader.say(PAGE_WRONG)


def test_page_of_a_closed_matter_holds_for_its_reporter_and_says_what_it_cannot_find(
    place, visit: Enter
):
    restrict(place.scene)
    matter = report_case(place.scene).matter
    walk(place.scene, matter, "accepted")
    assert seal_now()
    reporter = visit(place)
    reporter.open("/receipt")
    reporter.fill({"Number": matter.number, "Code": give_receipt(matter)})
    reporter.press("Open")
    reporter.open(f"/matters/{matter.number}/log")
    reporter.press("Check now")
    assert verdict(reporter) == reporter.say(PAGE_SHOWN)
    said = (
        "Entries of this matter are closed in the log. Nobody can find such entries by looking "
        "through it, so a step that changes no state could be missing above."
    )
    closed = reporter.page.locator(".checkstep--closed p").all_inner_texts()
    assert closed.count(reporter.say(said)) == 1
