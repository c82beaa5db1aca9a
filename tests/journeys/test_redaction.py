"""An officer makes a face unrecognisable before a photo is published; the original keeps its readers."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageDraw

from linli.core.attachments.models import Attachment
from linli.core.attachments.services import store_photo
from linli.core.matters.acting import acting_anonymously
from linli.core.matters.models import Matter
from linli.ground.parties.enums import DutyKind
from tests.factories import report_case
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.inspection import inspect
from tests.journeys.people import Person
from tests.journeys.streets import Street

pytestmark = pytest.mark.journey

SIDE, CENTRE = 400, 200
WAITING = "[data-photos-new] li"


def striped() -> bytes:
    """Narrow stripes, as a number plate has them."""
    image = Image.new("RGB", (SIDE, SIDE), "white")
    for left in range(0, SIDE, 4):
        ImageDraw.Draw(image).rectangle((left, 0, left + 1, SIDE), fill="black")
    held = BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def make_report(place: Street) -> Matter:
    stored = store_photo(
        striped(),
        file_name="plate.png",
        acting_user=acting_anonymously(place.scene.community),
        now=timezone.now(),
    )
    return report_case(place.scene, photos=[stored.token]).matter


def open_brush(place: Street, person: Person, matter: Matter) -> None:
    person.arrive(DutyKind.DISPATCHER)
    person.open(f"/matters/{matter.number}/steps/publish")
    person.fill({"Public title": "Lamp", "Public words": "It is out"})
    person.page.locator("[data-redact]").click()
    person.page.locator("[data-brush-canvas]").wait_for()


def contrast(row: Attachment, left: int, top: int, size: int = 8) -> int:
    """How far apart light and dark are in a part of the stored picture."""
    with default_storage.open(row.picture) as held:
        grey = Image.open(BytesIO(held.read())).convert("L")
    low, high = grey.crop((left, top, left + size, top + size)).getextrema()
    return high - low


def test_what_the_brush_touched_is_gone_from_the_public_photo_alone(
    street: MakeStreet, visit: Enter
):
    place = street()
    matter = make_report(place)
    officer = visit(place, phone=True)
    open_brush(place, officer, matter)
    assert inspect(officer) == []
    canvas = officer.page.locator("[data-brush-canvas]")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    officer.page.mouse.move(*middle)
    officer.page.mouse.down()
    officer.page.mouse.up()
    officer.press("Add this version")
    officer.page.locator(WAITING).wait_for()
    officer.press("Publish the words")
    original, public = Attachment.objects.order_by("at")
    assert (original.audience, public.audience) == ("report", "public")
    assert contrast(original, CENTRE, CENTRE) > 150
    assert contrast(public, CENTRE, CENTRE) < 10
    assert contrast(public, 20, 20) > 150
    stranger = visit(place)
    assert stranger.open(f"/photos/{public.pk.hex}") == 200
    assert stranger.open(f"/photos/{original.pk.hex}") == 404


def test_brush_is_worked_by_keyboard_and_undone(street: MakeStreet, visit: Enter):
    place = street()
    matter = make_report(place)
    officer = visit(place)
    open_brush(place, officer, matter)
    keyboard = officer.page.keyboard
    keyboard.press("Space")
    for _ in range(12):
        keyboard.press("ArrowRight")
    keyboard.press("Space")
    officer.press("Undo")
    officer.press("Add this version")
    officer.page.locator(WAITING).wait_for()
    officer.press("Publish the words")
    _, public = Attachment.objects.order_by("at")
    assert contrast(public, CENTRE, CENTRE) < 10
    assert contrast(public, CENTRE + 12 * 8, CENTRE) > 150


def test_without_scripts_the_words_are_published_alone(street: MakeStreet, visit: Enter):
    place = street()
    matter = make_report(place)
    officer = visit(place, javascript=False)
    officer.arrive(DutyKind.DISPATCHER)
    officer.open(f"/matters/{matter.number}/steps/publish")
    assert officer.page.locator("[data-redact]:visible").count() == 0
    said = "Without scripts no photo can be blurred here: leave the photos out, and publish the words alone."
    assert officer.say(said) in officer.text
    officer.fill({"Public title": "Lamp", "Public words": "It is out"})
    officer.press("Publish the words")
    assert [row.audience for row in Attachment.objects.all()] == ["report"]
