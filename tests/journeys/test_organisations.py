"""What an organisation does by itself: its people join by a link."""

import re

import pytest

from linli.ground.parties.enums import DutyKind
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
    assert newcomer.open(link[0]) == 404
