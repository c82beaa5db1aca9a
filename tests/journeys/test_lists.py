"""The list of all matters is narrowed in place with scripts, and by a button without."""

import pytest

from tests.factories import make_case_in_state
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.people import Person

pytestmark = pytest.mark.journey


def states(person: Person) -> list[str]:
    return person.page.locator(".rows .tag").all_inner_texts()


def wait_for_rows(person: Person, number: int) -> None:
    counted = "number => document.querySelectorAll('.rows > li').length === number"
    person.page.wait_for_function(counted, arg=number)


@pytest.fixture
def place(street: MakeStreet):
    """A street with a new case and a closed one."""
    made = street()
    make_case_in_state(made.scene, "closed")
    make_case_in_state(made.scene, "reported")
    return made


def test_list_is_narrowed_as_soon_as_a_state_is_chosen(place, visit: Enter):
    reader = visit(place, phone=True)
    reader.open("/matters")
    assert states(reader) == [place.say("Reported"), place.say("Closed")]
    reader.fill({"State": place.say("Closed")})
    wait_for_rows(reader, 1)
    assert states(reader) == [place.say("Closed")]
    assert "state=closed" in reader.path
    reader.page.go_back()
    wait_for_rows(reader, 2)


def test_list_is_narrowed_by_the_button_without_scripts(place, visit: Enter):
    reader = visit(place, javascript=False)
    reader.open("/matters")
    reader.fill({"State": place.say("Closed")})
    assert len(states(reader)) == 2
    reader.press("Show")
    assert states(reader) == [place.say("Closed")]
