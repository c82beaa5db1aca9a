"""A dispatcher clears her queue by keyboard alone, and the list moves by itself."""

from collections import Counter

import pytest

from linli.apps.cases.models import Category
from linli.core.matters.models import Matter
from linli.ground.parties.enums import DutyKind
from tests.factories import report_case
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.inspection import inspect
from tests.journeys.streets import Street

pytestmark = pytest.mark.journey

WORDS = "三号楼前的路灯不亮了"


def give_to_works(place: Street) -> None:
    """Whatever is reported usually goes to the works."""
    works = place.scene.organisations["works"]
    Category.objects.filter(community=place.scene.community).update(organisation=works)


def test_ten_matters_are_cleared_by_keyboard_alone(street: MakeStreet, visit: Enter):
    place = street()
    give_to_works(place)
    for _ in range(8):
        report_case(place.scene, words=WORDS)
    for _ in range(2):
        report_case(place.scene, words="想问一下别的事情", category="roads.surface")
    dispatcher = visit(place)
    dispatcher.arrive(DutyKind.DISPATCHER)
    dispatcher.open("/board")
    assert inspect(dispatcher) == []
    press = dispatcher.page.keyboard.press

    def choose(key: str) -> None:
        before = dispatcher.page.url
        press(key)
        dispatcher.page.wait_for_url(lambda url: url != before)
        dispatcher.page.wait_for_load_state()

    choose("n")
    assert inspect(dispatcher) == []
    for _ in range(6):
        choose("1")
    press("r")
    press("Space")
    dispatcher.page.keyboard.press("Tab")
    dispatcher.page.keyboard.type("请向承办法院查询")
    press("Tab")
    choose("Enter")
    press("m")
    choose("Enter")
    press("e")
    press("Tab")
    dispatcher.page.keyboard.type(place.scene.organisations["works"].name)
    press("Tab")
    press("Tab")
    choose("Enter")
    choose("1")
    dispatcher.page.wait_for_url("**/board")
    states = Counter(Matter.objects.values_list("state", flat=True))
    assert states == {"dispatched": 8, "redirected": 1, "merged": 1}
    press("?")
    assert dispatcher.page.evaluate("document.activeElement.id") == "keys"


def test_keys_move_up_and_down_and_new_reports_appear(street: MakeStreet, visit: Enter):
    place = street()
    give_to_works(place)
    first, second = (report_case(place.scene, words=WORDS).matter for _ in range(2))
    dispatcher = visit(place)
    dispatcher.arrive(DutyKind.DISPATCHER)
    dispatcher.open("/board")
    for key, number in (("j", first), ("j", second), ("k", first)):
        dispatcher.page.keyboard.press(key)
        dispatcher.page.wait_for_url(f"**/board?matter={number.number}")
        dispatcher.page.wait_for_load_state()
    latest = report_case(place.scene, words=WORDS).matter
    dispatcher.page.locator(f"[data-row][href$='{latest.number}']").wait_for(timeout=10_000)
    assert dispatcher.page.locator("tr.on").count() == 1
    dispatcher.page.keyboard.press("o")
    dispatcher.page.wait_for_url(f"**/matters/{first.number}")


def test_board_works_without_scripts_on_a_phone(street: MakeStreet, visit: Enter):
    place = street()
    give_to_works(place)
    matter = report_case(place.scene, words=WORDS).matter
    dispatcher = visit(place, phone=True, javascript=False)
    dispatcher.arrive(DutyKind.DISPATCHER)
    dispatcher.open("/board")
    dispatcher.follow(dispatcher.page.locator("[data-row]").first)
    dispatcher.follow(dispatcher.page.locator(".sug .btn").first)
    matter.refresh_from_db()
    assert (matter.state, dispatcher.path) == ("dispatched", "/board")
