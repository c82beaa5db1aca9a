"""A steward on her round: the nearest first, a hazard in two taps, the office verifies."""

import re

import pytest

from linli.core.matters.models import Matter
from linli.ground.parties.enums import DutyKind
from tests.factories import make_case_in_state, report_case
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.inspection import inspect

pytestmark = pytest.mark.journey

HERE = {"latitude": 31.2051, "longitude": 121.4051}


def test_hazard_takes_two_taps_and_the_nearest_stop_comes_first(street: MakeStreet, visit: Enter):
    place = street()
    far = make_case_in_state(place.scene, "handled", coordinates="31.2091, 121.4051")
    near = make_case_in_state(place.scene, "handled", coordinates="31.2052, 121.4051")
    steward = visit(place, phone=True, touch=True)
    steward.context.grant_permissions(["geolocation"])
    steward.context.set_geolocation(HERE)
    steward.arrive(DutyKind.STEWARD)
    steward.open("/round")
    assert inspect(steward) == []
    steward.page.get_by_role("button", name=steward.say("By the way to it")).tap()
    steward.page.locator("[data-walk]:visible").first.wait_for()
    links = steward.page.locator(".today h2 a")
    assert [each.get_attribute("href") for each in links.all()] == [
        f"/matters/{near.number}",
        f"/matters/{far.number}",
    ]
    assert re.fullmatch(r"11米", steward.page.locator("[data-walk]").first.inner_text())
    name = place.category("roads.surface")
    steward.page.locator(".tile > summary", has_text=name).tap()
    steward.page.locator(".tile[open] .btn--main").tap()
    steward.page.locator(".messages .note--good").wait_for()
    found = Matter.objects.latest("opened_at", "id")
    assert (found.subject, found.state) == ("roads.surface", "reported")
    assert found.place == place.scene.places.grid


def test_round_without_scripts_solves_on_the_spot_and_the_office_verifies(
    street: MakeStreet, visit: Enter
):
    place = street()
    report_case(place.scene)
    steward = visit(place, javascript=False, phone=True)
    steward.arrive(DutyKind.STEWARD)
    steward.open("/round")
    name = place.category("roads.surface")
    steward.page.locator(".tile > summary", has_text=name).click()
    steward.follow(steward.page.locator(".tile[open] .btn").nth(1))
    found = Matter.objects.latest("opened_at", "id")
    assert (found.subject, found.state) == ("roads.surface", "handled")
    officer = visit(place)
    officer.arrive(DutyKind.OFFICER)
    officer.open(f"/matters/{found.number}")
    officer.take("Verify: it is solved")
    found.refresh_from_db()
    assert found.state == "verified"
