"""Offices and organisations between each other, in their browsers: whistle, return, more time,
escalation by the clock, call back, mediation."""

import pytest
from django.utils import timezone

from linli.core.matters.models import Matter, Promise
from linli.core.matters.services import escalate_late_promises
from linli.core.notices.services import follow_steps
from linli.ground.accounts.models import Account
from linli.ground.parties.enums import DutyKind
from tests.factories import (
    PARTNER,
    make_account,
    make_case_in_state,
    make_duty,
    make_organisation,
    report_case,
    take,
)
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.inspection import inspect
from tests.journeys.people import Person
from tests.journeys.streets import Street

pytestmark = pytest.mark.journey


def on_duty(visit: Enter, place: Street, kind: DutyKind) -> Person:
    person = visit(place)
    person.arrive(kind)
    return person


def add_handler(place: Street, slug: str) -> str:
    """One more organisation with somebody who handles for it; the person's name."""
    name = f"{slug} handler"
    account = make_account(place.scene.community, name)
    Account.objects.filter(pk=account.pk).update(is_demo=True)
    organisation = make_organisation(place.scene.community, slug)
    make_duty(account, "handler", organisation=organisation, place=place.scene.places.street)
    return name


def refused(person: Person) -> str:
    return person.refusal[0]


def test_whistle_with_three_organisations_of_which_one_is_late(street: MakeStreet, visit: Enter):
    place = street()
    names = {PARTNER: "Partner Li", "gas": add_handler(place, "gas")}
    names["power"] = add_handler(place, "power")
    case = make_case_in_state(place.scene, "handling")
    officer = on_duty(visit, place, DutyKind.OFFICER)
    officer.open(f"/matters/{case.number}")
    officer.press("Call another organisation to it")
    for slug in names:
        officer.page.locator(f"input[value='{slug}']").check()
    officer.fill({"What is to be done": "请共同到场"})
    assert inspect(officer) == []
    officer.press("Call them")
    parts = {part.holder.slug: part for part in Matter.objects.filter(kind="response")}
    assert set(parts) == set(names)

    lead = on_duty(visit, place, DutyKind.HANDLER)
    lead.open(f"/matters/{case.number}/steps/handle")
    assert refused(lead) == "awaits_others"
    for slug in (PARTNER, "gas"):
        answer(visit(place), names[slug], parts[slug])
    place.clock.move(days=20)
    late = visit(place)
    late.be_called(names["power"])
    late.open(f"/matters/{parts['power'].number}")
    assert late.clock[0] == late.say("Late")
    lead.open(f"/matters/{case.number}/steps/handle")
    assert refused(lead) == "awaits_others"
    answer(late, names["power"], parts["power"])
    lead.open(f"/matters/{case.number}")
    lead.take("Report it done", {"What was done": "三家一起办好了"})
    for part in parts.values():
        officer.open(f"/matters/{part.number}")
        officer.take("Confirm: it did its part", {"Did it do its part?": "Yes"})
    supervisor = on_duty(visit, place, DutyKind.SUPERVISOR)
    supervisor.open(f"/rates/report?month={Matter.objects.get(pk=case.pk).opened_at:%Y-%m}")
    assert place.scene.organisations[PARTNER].name in supervisor.text
    assert inspect(supervisor) == []
    broken = Promise.objects.get(matter=parts["power"], name="answer")
    assert broken.met_at > broken.due_at


def answer(person: Person, name: str, part: Matter) -> None:
    person.be_called(name)
    person.open(f"/matters/{part.number}")
    person.take(
        "Say what we did",
        {"What was done": "已到场", "Were you called rightly?": "Yes, it is for us"},
    )


def test_return_ruling_and_the_second_return_that_is_refused(street: MakeStreet, visit: Enter):
    place = street()
    case = make_case_in_state(place.scene, "dispatched")
    due = Promise.objects.get(matter=case, name="handle").due_at
    handler = on_duty(visit, place, DutyKind.HANDLER)
    handler.open(f"/matters/{case.number}")
    handler.take(
        "Not ours: ask to return it", {"Why is it not yours, and whose is it?": "是自来水的"}
    )
    officer = on_duty(visit, place, DutyKind.OFFICER)
    officer.open(f"/matters/{case.number}")
    partner = place.scene.organisations[PARTNER].name
    officer.take(
        "Rule on the return",
        {
            "Whose is it?": "It goes to another organisation",
            "To which organisation?": partner,
            "Reasons": "管网归水务",
        },
    )
    other = visit(place)
    other.be_called("Partner Li")
    other.open(f"/matters/{case.number}")
    assert other.say("Not ours: ask to return it") not in other.offers
    other.open(f"/matters/{case.number}/steps/ask_return")
    assert refused(other) == "used_up"
    promise = Promise.objects.get(matter=case, name="handle")
    assert (promise.due_at, promise.party.name) == (due, partner)


def test_more_time_is_asked_decided_by_another_and_told_on_the_page(
    street: MakeStreet, visit: Enter
):
    place = street()
    case = make_case_in_state(place.scene, "handling")
    handler = on_duty(visit, place, DutyKind.HANDLER)
    handler.open(f"/matters/{case.number}")
    handler.take(
        "Ask for more time",
        {"Why does it take longer?": "配件要定做", "How much longer?": "Five working days"},
    )
    dispatcher = on_duty(visit, place, DutyKind.DISPATCHER)
    dispatcher.open(f"/matters/{case.number}")
    dispatcher.take(
        "Decide on more time",
        {"How much more time?": "Five working days", "Reasons": "同意"},
    )
    anybody = visit(place, phone=True)
    anybody.open(f"/matters/{case.number}")
    assert "已延长 5 个工作日" in anybody.text or "已延长 5个工作日" in anybody.text
    assert inspect(anybody) == []


def test_clock_alone_brings_what_is_late_to_the_officer_and_then_to_the_supervisor(
    street: MakeStreet, visit: Enter
):
    place = street()
    community = place.scene.community
    case = make_case_in_state(place.scene, "handling")
    place.clock.move(days=12)
    assert escalate_late_promises(community, now=timezone.now()) > 0
    follow_steps(community, now=timezone.now())
    officer = on_duty(visit, place, DutyKind.OFFICER)
    officer.open("/desk/late")
    assert len(officer.rows) == 1
    officer.open("/mine")
    assert officer.say("Late: the community officer was told") in officer.text
    place.clock.move(days=7)
    escalate_late_promises(community, now=timezone.now())
    supervisor = on_duty(visit, place, DutyKind.SUPERVISOR)
    supervisor.open("/supervision")
    assert inspect(supervisor) == []
    assert place.scene.organisations["works"].name in supervisor.text
    supervisor.open(f"/matters/{case.number}")
    assert supervisor.say("Still late: the supervisor was told") in supervisor.text


def test_desk_calls_back_and_the_answer_counts_in_the_rates(street: MakeStreet, visit: Enter):
    place = street()
    make_case_in_state(place.scene, "closed", contact_phone="13812345678")
    desk = on_duty(visit, place, DutyKind.DESK)
    desk.open("/desk/callback")
    assert inspect(desk) == []
    desk.follow(desk.page.locator(".rows .rowtext a").first)
    desk.press("Note a call back")
    desk.fill(
        {
            "Did you reach the reporter?": "Yes",
            "Did the organisation get in touch in time?": "Yes",
            "Is it solved?": "Solved",
        }
    )
    desk.press("Note a call back")
    anybody = visit(place, phone=True)
    anybody.open("/rates")
    assert inspect(anybody) == []
    assert anybody.say("Contacted in time") in anybody.text
    desk.open("/desk/callback")
    assert desk.rows == []


def test_mediation_is_asked_for_agreed_and_kept_and_nobody_else_knows(
    street: MakeStreet, visit: Enter
):
    place = street()
    neighbour = visit(place, phone=True)
    neighbour.open("/mediation")
    grid = place.scene.places.grid.name
    neighbour.page.locator("input[name=about]").first.check()
    neighbour.fill({"With whom?": "楼上的邻居", "Which grid?": grid})
    neighbour.page.locator("textarea[name=words]").fill("空调水滴到我家雨棚")
    neighbour.page.locator("main form .btn--main").click()
    neighbour.page.wait_for_url("**/receipt/new")
    matter = Matter.objects.get(kind="mediation")
    mediator = on_duty(visit, place, DutyKind.MEDIATOR)
    mediator.open(f"/matters/{matter.number}")
    mediator.take("Take it on: the other side takes part")
    mediator.press("Write down what was agreed")
    mediator.fill(
        {
            "What the two sides agreed": "装一根导水管",
            "Do both sides accept these words?": "Yes, both signed",
        }
    )
    assert inspect(mediator) == []
    mediator.press("Write down what was agreed")
    stranger = visit(place)
    assert stranger.open(f"/matters/{matter.number}") == 404
    neighbour.open(f"/matters/{matter.number}")
    assert "装一根导水管" in neighbour.text


def test_exclusion_is_asked_by_the_office_and_decided_by_the_supervisor(
    street: MakeStreet, visit: Enter
):
    place = street()
    case = make_case_in_state(place.scene, "closed")
    take(place.scene, case, "rate", solved="no", satisfied="no")
    report_case(place.scene)
    officer = on_duty(visit, place, DutyKind.OFFICER)
    officer.open(f"/matters/{case.number}")
    officer.press("Ask that it does not count in the rates")
    officer.fill(
        {
            "Why should it not count?": "It lies beyond what anybody here may do",
            "Reasons": "属于外市管辖",
        }
    )
    officer.press("Ask that it does not count in the rates")
    asked = Matter.objects.get(kind="exclusion")
    officer.open(f"/matters/{asked.number}/steps/grant")
    assert refused(officer) == "not_your_duty"
    supervisor = on_duty(visit, place, DutyKind.SUPERVISOR)
    supervisor.open("/desk/exclusions")
    supervisor.follow(supervisor.page.locator(".rows .rowtext a").first)
    supervisor.take("Grant: it does not count", {"Reasons": "属实"})
    anybody = visit(place)
    anybody.open("/rates")
    assert "剔除1件" in anybody.text


def test_duty_is_handed_over_with_everything_that_waits(street: MakeStreet, visit: Enter):
    place = street()
    scene = place.scene
    case = make_case_in_state(scene, "handled")
    account = make_account(scene.community, "Next steward")
    Account.objects.filter(pk=account.pk).update(is_demo=True)
    office = scene.organisations["willow-office"]
    make_duty(account, "steward", organisation=office, place=scene.places.other_grid)
    officer = on_duty(visit, place, DutyKind.OFFICER)
    officer.open("/colleagues")
    assert inspect(officer) == []
    holder = officer.page.locator("b", has_text=place.name(DutyKind.STEWARD))
    line = officer.page.locator(".dutyline", has=holder)
    line.locator("summary").click()
    line.locator("select").select_option(label="Next steward")
    officer.follow(line.get_by_role("button", name=officer.say("Hand over from today on")))
    heir = visit(place, phone=True)
    heir.be_called("Next steward")
    heir.open("/round")
    assert case.number in heir.page.content()
    place.clock.move(days=1)
    former = on_duty(visit, place, DutyKind.STEWARD)
    assert former.open("/round") == 403
