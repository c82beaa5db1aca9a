"""What an organisation does by itself: its people join by a link, it says why something is late."""

import re

import pytest

from linli.ground.parties.enums import DutyKind
from tests.factories import make_case_in_state
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.inspection import inspect
from tests.journeys.test_offices import on_duty

pytestmark = pytest.mark.journey


def test_somebody_joins_an_organisation_by_its_link(street: MakeStreet, visit: Enter):
    place = street()
    handler = on_duty(visit, place, DutyKind.HANDLER)
    handler.open("/colleagues")
    handler.press("Write a link")
    assert inspect(handler) == []
    link = re.search(r"/invitations/[\w-]+", handler.text)
    assert link is not None
    newcomer = visit(place, phone=True)
    newcomer.open(link[0])
    assert inspect(newcomer) == []
    newcomer.sign_in("13912345678")
    newcomer.open(link[0])
    newcomer.fill({"Your name": "马师傅"})
    assert inspect(newcomer) == []
    newcomer.press("Accept the invitation")
    assert newcomer.path == "/desk/inbox"
    handler.open("/colleagues")
    assert "马师傅" in handler.text
    newcomer.open(link[0])
    assert newcomer.path == "/desk/inbox"


def test_organisation_answers_in_public_for_what_is_late(street: MakeStreet, visit: Enter):
    place = street()
    case = make_case_in_state(place.scene, "handling")
    place.clock.move(days=12)
    supervisor = on_duty(visit, place, DutyKind.SUPERVISOR)
    handler = on_duty(visit, place, DutyKind.HANDLER)
    handler.open(f"/matters/{case.number}")
    handler.press("Say in public why it is late")
    assert inspect(handler) == []
    said = {
        "What was it due to?": "Material or spare parts were not there",
        "What your organisation says about it": "缺配件，请打 13812345678 问",
    }
    handler.fill(said)
    handler.press("Say in public why it is late")
    assert "13812345678" in handler.page.locator("textarea").input_value()
    handler.fill({"What your organisation says about it": "配件已订，周五到货后更换。"})
    handler.press("Say in public why it is late")
    anybody = visit(place, phone=True)
    anybody.open("/organisations/works")
    assert "配件已订，周五到货后更换。" in anybody.text
    assert inspect(anybody) == []
    supervisor.open("/supervision")
    assert anybody.say("Material or spare parts were not there") in supervisor.text
