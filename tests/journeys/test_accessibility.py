"""Every page in every view can be read and worked by everybody, on a phone and at a desk."""

import pytest

from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.inspection import inspect, inspect_colours, measure
from tests.journeys.tour import walk_past

pytestmark = pytest.mark.journey


def test_every_page_can_be_read_at_a_desk_by_day_and_by_night(street: MakeStreet, visit: Enter):
    place = street()
    found: list[str] = []
    for person in walk_past(place, lambda: visit(place)):
        found += inspect(person) + inspect_colours(person)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_every_page_can_be_read_and_worked_on_a_phone(street: MakeStreet, visit: Enter, view: str):
    place = street()
    tour = walk_past(place, lambda: visit(place, phone=True, view=view))
    found = [complaint for person in tour for complaint in inspect(person)]
    assert not found, "\n".join(found)


def test_longer_words_of_another_language_have_room_on_a_phone(street: MakeStreet, visit: Enter):
    place = street("generic")
    tour = walk_past(place, lambda: visit(place, phone=True, view="elder"))
    found = [complaint for person in tour for complaint in measure(person)]
    assert not found, "\n".join(found)
