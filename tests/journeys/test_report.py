"""Somebody of 75 reports with a photo: by few taps, by keyboard alone, without scripts, elsewhere."""

import re
from pathlib import Path

import pytest

from linli.apps.cases.models import Case
from linli.core.attachments.models import Attachment
from linli.core.contributions.models import Contribution
from linli.core.matters.models import Matter
from tests.core.attachments import photographs
from tests.factories import report_case
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.inspection import inspect
from tests.journeys.people import Person
from tests.journeys.streets import Street

pytestmark = pytest.mark.journey

WORDS = {"cn": "三号楼前的路灯不亮了", "generic": "The lamp before number three is out"}
HERE = {"latitude": 31.205, "longitude": 121.405}
NEXT = "Next: photo and words"
MAIN_TARGETS = """() => [...document.querySelectorAll(
    ".tile > summary, .tile .choice, .btn--here, .btn--main, .btn--file, .danger .btn, .btn--join")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 59.99)
  .map((each) => each.outerHTML.slice(0, 90))"""


@pytest.fixture
def photos(tmp_path: Path) -> list[str]:
    """A large photo that tells where it was taken, and one that this browser cannot open."""
    kept = {"lamp.jpg": photographs.jpeg(3000, 2000), "steps.heic": photographs.heic()}
    for name, raw in kept.items():
        (tmp_path / name).write_bytes(raw)
    return [str(tmp_path / name) for name in kept]


def know_where(person: Person) -> None:
    person.context.grant_permissions(["geolocation"])
    person.context.set_geolocation(HERE)


def list_sizes() -> list[tuple[int, int]]:
    rows = Attachment.objects.order_by("position")
    return [(row.width, row.height) for row in rows]


def add_photos(person: Person, files: list[str]) -> None:
    """In the second of the two ways; with scripts, waits until both are there."""
    person.page.locator("[data-photos-files]").set_input_files(files)
    if person.page.locator("form[data-live]").count():
        person.page.locator("[data-photos-new] li").nth(len(files) - 1).wait_for()


def tap(person: Person, selector: str, words: str) -> None:
    """One tap on a part of the page with exactly these words."""
    person.page.locator(selector).filter(has_text=re.compile(f"^\\s*{re.escape(words)}\\s*$")).tap()


@pytest.mark.parametrize(
    ("profile", "view"), [("cn", "standard"), ("cn", "elder"), ("generic", "elder")]
)
def test_report_with_photos_takes_four_taps(
    street: MakeStreet, visit: Enter, photos: list[str], profile: str, view: str
):
    place = street(profile)
    resident = visit(place, phone=True, touch=True, view=view)
    know_where(resident)
    resident.open("/report")
    assert resident.page.evaluate(MAIN_TARGETS) == []
    category, group = place.category("roads.lamp"), place.category("roads")
    tap(resident, ".tile > summary", group)
    tap(resident, ".tile .choice", category)
    assert (inspect(resident), resident.page.evaluate(MAIN_TARGETS)) == ([], [])
    tap(resident, ".btn--here", resident.say("Here, where I am now"))
    words = resident.page.get_by_label(resident.say("What is the matter?"))
    words.fill(WORDS[profile])
    add_photos(resident, photos)
    assert (inspect(resident), resident.page.evaluate(MAIN_TARGETS)) == ([], [])
    tap(resident, ".btn--main:visible", resident.say("Send"))
    resident.page.wait_for_url("**/receipt/new")
    case = Case.objects.select_related("matter__place", "category").get()
    assert (case.matter.place, case.category.code) == (place.scene.places.grid, "roads.lamp")
    assert (case.latitude, case.longitude) == (31_205_000, 121_405_000)
    assert list_sizes() == [(1600, 1067), (96, 64)]
    resident.press("See how it goes")
    assert resident.page.locator(".gallery img").count() == 2
    assert inspect(resident) == []


def test_usual_report_takes_three_taps_from_the_first_page(street: MakeStreet, visit: Enter):
    place = street()
    report_case(place.scene, category="roads.surface")
    resident = visit(place, phone=True, touch=True)
    know_where(resident)
    resident.open("/")
    tap(resident, ".usual .btn", place.category("roads.surface"))
    resident.page.wait_for_url("**/report?category=roads.surface")
    tap(resident, ".btn--here", resident.say("Here, where I am now"))
    resident.page.get_by_label(resident.say("What is the matter?")).fill(WORDS["cn"])
    tap(resident, ".btn--main:visible", resident.say("Send"))
    resident.page.wait_for_url("**/receipt/new")
    latest = Matter.objects.latest("opened_at", "id")
    assert (latest.subject, latest.place) == ("roads.surface", place.scene.places.grid)


def test_report_without_scripts_has_the_same_result(
    street: MakeStreet, visit: Enter, photos: list[str]
):
    place = street()
    resident = visit(place, javascript=False, phone=True)
    resident.open("/report")
    add_photos(resident, photos)
    resident.fill({"Which grid?": place.scene.places.grid.name})
    resident.press("Send")
    assert resident.page.locator(".photos__list img").count() == 2
    resident.fill(
        {"What is it about?": place.category("roads.lamp"), "What is the matter?": WORDS["cn"]}
    )
    resident.press("Send")
    assert resident.title == resident.say("Sent. Thank you!")
    assert Matter.objects.get().place == place.scene.places.grid
    assert list_sizes() == [(1600, 1067), (96, 64)]


def test_report_by_keyboard_alone(street: MakeStreet, visit: Enter, photos: list[str]):
    place = street()
    resident = visit(place)
    resident.open("/report")
    keyboard = resident.page.keyboard
    reach(resident, ".tile > summary")
    keyboard.press("Enter")
    reach(resident, ".tile[open] input")
    keyboard.press("Space")
    reach(resident, "[data-from-list] > summary")
    keyboard.press("Enter")
    reach(resident, "#place")
    keyboard.type(place.scene.places.grid.name)
    reach(resident, "[data-next]")
    keyboard.press("Enter")
    resident.page.locator("#words").wait_for()
    assert resident.page.evaluate("document.activeElement.tagName") == "H2"
    reach(resident, "[data-photos-files]")
    with resident.page.expect_file_chooser() as choosing:
        keyboard.press("Space")
    choosing.value.set_files(photos[:1])
    resident.page.locator("[data-photos-new] li").wait_for()
    reach(resident, "#words")
    keyboard.type(WORDS["cn"])
    reach(resident, ".reportstep:not([hidden]) .btn--main")
    keyboard.press("Enter")
    resident.page.wait_for_url("**/receipt/new")
    assert (Matter.objects.get().place, list_sizes()) == (place.scene.places.grid, [(1600, 1067)])


def reach(person: Person, selector: str) -> None:
    """Goes on by the tabulator until the focus is there, seen and in order."""
    for _ in range(60):
        if person.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        person.page.keyboard.press("Tab")
    raise AssertionError(selector)


def test_back_and_forth_between_the_screens_loses_nothing(street: MakeStreet, visit: Enter):
    place = street()
    resident = visit(place, phone=True)
    resident.open("/report")
    resident.page.get_by_role("button", name=resident.say(NEXT)).click()
    assert resident.page.locator("[data-say=what]").is_visible()
    resident.fill({"What is it about?": place.category("roads.lamp")})
    resident.page.get_by_role("button", name=resident.say(NEXT)).click()
    assert resident.page.locator("[data-say=where]").is_visible()
    resident.fill(
        {
            "Which grid?": place.scene.places.grid.name,
            "What is the matter?": WORDS["cn"],
        }
    )
    resident.page.go_back()
    resident.page.get_by_role("button", name=resident.say(NEXT)).wait_for()
    resident.page.go_forward()
    words = resident.page.get_by_label(resident.say("What is the matter?"))
    words.wait_for()
    assert words.input_value() == WORDS["cn"]
    resident.press("Send")
    assert resident.title == resident.say("Sent. Thank you!")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("contact", ["13812345678", ""])
def test_what_was_reported_already_is_joined_with_one_tap(
    street: MakeStreet, visit: Enter, javascript: bool, contact: str
):
    place = street()
    earlier = report_case(place.scene).matter
    neighbour = visit(place, javascript=javascript, phone=True)
    if contact:
        neighbour.sign_in(contact)
    neighbour.open("/report")
    ask(neighbour, place)
    joining = neighbour.page.get_by_role("button", name=neighbour.say("I have this too"))
    joining.wait_for()
    neighbour.follow(joining)
    neighbour.page.wait_for_url(f"**/matters/{earlier.number}")
    assert (Matter.objects.count(), Contribution.objects.get().kind) == (1, "join")


def ask(person: Person, place: Street) -> None:
    """As far as the form goes before it shows what is near."""
    grid = place.scene.places.grid.name
    person.fill({"What is it about?": place.category("roads.lamp"), "Which grid?": grid})
    following = person.page.get_by_role("button", name=person.say(NEXT))
    if following.count():
        following.click()
    else:
        person.fill({"What is the matter?": WORDS["cn"]})
        person.press("Send")


def test_place_outside_the_area_is_told_before_anything_is_written(
    street: MakeStreet, visit: Enter
):
    place = street()
    resident = visit(place, phone=True)
    resident.context.grant_permissions(["geolocation"])
    resident.context.set_geolocation({"latitude": 10, "longitude": 10})
    resident.open("/report")
    resident.fill({"What is it about?": place.category("roads.lamp")})
    resident.page.locator("[data-here]").click()
    resident.page.locator("[data-say=outside]").wait_for()
    resident.context.clear_permissions()
    resident.page.locator("[data-here]").click()
    resident.page.locator("[data-say=denied]").wait_for()
