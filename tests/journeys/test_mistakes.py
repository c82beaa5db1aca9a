"""What goes wrong in everyday use loses nothing, and says what to do."""

import pytest

from linli.core.matters.models import Matter
from linli.ground.parties.enums import DutyKind
from tests.factories import make_account, make_duty, report_case
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.people import Person

pytestmark = pytest.mark.journey

WORDS = "井盖松动，车一过就响"
SEND_TWICE = """async () => {
  const form = document.querySelector("main form");
  const send = () => fetch(form.action, { method: "POST", body: new FormData(form) });
  return (await Promise.all([send(), send()])).map((answer) => answer.status);
}"""
ADDRESS = "Address, building, or something nearby"
HIDDEN = "Keep me hidden from the organisation that handles it"


def field_error(person: Person, question: str) -> str:
    """What stands beside a field that has to be mended, as a screen reader says it."""
    group = person.page.get_by_role("group", name=person.say(question))
    if group.count():
        return group.locator(".error").first.inner_text()
    field = person.page.get_by_label(person.say(question))
    assert field.get_attribute("aria-invalid") == "true"
    ids = (field.get_attribute("aria-describedby") or "").split()
    return person.page.locator(f"#{ids[-1]}").inner_text()


def written(person: Person, *questions: str) -> list[str]:
    labels = [person.say(question) for question in questions]
    return [person.page.get_by_label(label).input_value() for label in labels]


def test_form_with_gaps_keeps_what_was_written_and_names_what_is_missing(
    street: MakeStreet, visit: Enter
):
    place = street()
    resident = visit(place, javascript=False, phone=True)
    resident.open("/report")
    resident.fill({"What is the matter?": WORDS, ADDRESS: "东门", HIDDEN: True})
    resident.press("Send")
    assert resident.page.title().startswith(resident.say("Please check:"))
    assert field_error(resident, "What is it about?") == resident.say("Please fill this in.")
    resident.fill(
        {
            "What is it about?": place.category("roads.lamp"),
            "Which grid?": place.scene.places.grid.name,
            "Your phone": "12",
        }
    )
    resident.press("Send")
    said = "This is not a phone number. Please check the digits."
    assert field_error(resident, "Your phone") == resident.say(said)
    assert written(resident, "What is the matter?", ADDRESS) == [WORDS, "东门"]
    resident.fill({"Your phone": "13912345678"})
    resident.press("Send")
    assert resident.title == resident.say("Sent. Thank you!")
    matter = Matter.objects.get()
    assert (matter.reporter_hidden, matter.place) == (True, place.scene.places.grid)


def test_form_whose_button_is_pressed_twice_is_one_report(street: MakeStreet, visit: Enter):
    place = street()
    resident = visit(place)
    resident.open("/report")
    resident.fill(
        {
            "What is it about?": place.category("roads.lamp"),
            "Which grid?": place.scene.places.grid.name,
            "What is the matter?": WORDS,
        }
    )
    assert resident.page.evaluate(SEND_TWICE) == [200, 200]
    resident.press("Send")
    shown = resident.page.locator(".receipt .no").first.inner_text()
    assert [matter.number for matter in Matter.objects.all()] == [shown]


def test_form_of_another_session_asks_to_send_again_and_loses_no_words(
    street: MakeStreet, visit: Enter
):
    resident = visit(street(), javascript=False)
    resident.open("/report")
    resident.fill({"What is the matter?": WORDS})
    resident.context.clear_cookies()
    resident.press("Send")
    assert resident.title == resident.say("Please send it again")
    resident.page.go_back()
    assert written(resident, "What is the matter?") == [WORDS]


def test_second_of_two_dispatchers_learns_that_somebody_was_faster(
    street: MakeStreet, visit: Enter
):
    place = street()
    scene = place.scene
    colleague = make_account(scene.community, "派单员小陈")
    colleague.is_demo = True
    colleague.save(update_fields=["is_demo"])
    centre = scene.organisations["centre"]
    make_duty(colleague, "dispatcher", organisation=centre, place=scene.places.street)
    path = f"/matters/{report_case(scene).matter.number}"
    first, second = visit(place), visit(place)
    first.arrive(DutyKind.DISPATCHER)
    second.be_called(colleague.display_name)
    for person in (first, second):
        person.open(f"{path}/steps/accept")
    first.fill({"What is it about?": place.category("roads.lamp")})
    first.press("Accept")
    second.fill({"What is it about?": place.category("roads.surface")})
    second.press("Accept")
    said = "Somebody was faster: the matter has moved on. Look at where it stands now."
    assert second.refusal == ("not_in_state", second.say(said))
    second.press("To the matter")
    assert second.state == second.say("Accepted")
    assert Matter.objects.get().subject == "roads.lamp"


def test_page_that_is_not_there_says_so_and_leads_on(street: MakeStreet, visit: Enter):
    stranger = visit(street(), phone=True)
    assert stranger.open("/matters/BS-2026-0000") == 404
    assert stranger.title == stranger.say("Nothing here")
    stranger.press("To the first page")
    assert stranger.path == "/"
