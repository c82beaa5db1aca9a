"""A report goes round the whole loop by clicking, in China and elsewhere, with scripts and without."""

import re
from dataclasses import dataclass
from typing import Any

import pytest

from linli.core.matters.models import Promise
from linli.core.records.models import Record
from linli.ground.profiles.loader import read_part
from tests.journeys.cast import CONTACT, EVERYBODY, Cast
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.people import Person
from tests.journeys.streets import Street

pytestmark = pytest.mark.journey

APPEAL = "Appeal to somebody who has not dealt with it"
ROUND = ("dispatch", "start", "contact", "handle", "verify", "close")
UPHELD = ("The appeal is right: it is handled again", "Accepted", ("order_again",))
DISMISSED = ("The closing stands", "Closed", ())
CHINESE = re.compile("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")


@dataclass(frozen=True)
class Told:
    """What a resident and his clocks say under one profile."""

    contact: str
    words: str
    reported: tuple[str, str]
    dispatched: tuple[str, str]
    kept: tuple[str, str]
    late: tuple[str, str]
    broken: str
    appealed: tuple[str, str]
    days_until_late: int


TOLD = {
    "cn": Told(
        contact="13812345678",
        words="三号楼前的路灯不亮了",
        reported=("计时中", "还剩4个工作小时"),
        dispatched=("计时中", "还剩5个工作日（不含今天）"),
        kept=("按时兑现", "按时兑现"),
        late=("已逾期", "逾期2个工作日"),
        broken="逾期兑现，晚2个工作日",
        appealed=("计时中", "还剩15个工作日（不含今天）"),
        days_until_late=12,
    ),
    "generic": Told(
        contact="zhang@example.org",
        words="The lamp before number three is out",
        reported=("Running", "1 working day left, today not counted"),
        dispatched=("Running", "10 working days left, today not counted"),
        kept=("Kept", "Kept in time"),
        late=("Late", "Late by 2 working days"),
        broken="Kept late, by 2 working days",
        appealed=("Running", "20 working days left, today not counted"),
        days_until_late=16,
    ),
}


def test_report_goes_round_without_scripts_and_everybody_sees_what_is_his(
    street: MakeStreet, visit: Enter
):
    cast = gather(street("cn"), visit, javascript=False)
    walk(cast, TOLD["cn"], UPHELD)


def test_report_goes_round_with_scripts_until_the_appeal_is_dismissed(
    street: MakeStreet, visit: Enter
):
    cast = gather(street("cn"), visit, watching=("resident", "handler"))
    walk(cast, TOLD["cn"], DISMISSED)


def test_report_goes_round_where_no_chinese_law_is_in_effect(street: MakeStreet, visit: Enter):
    cast = gather(street("generic"), visit, watching=("resident", "handler"))
    walk(cast, TOLD["generic"], UPHELD)
    assert list_limits(cast) == list_declared_limits("generic")
    cast.passer.open("/")
    assert cast.passer.page.locator("main a[href^='tel:']").all_inner_texts() == ["112"]
    assert_no_chinese(cast.resident, ["/", "/report", cast.path, "/matters", "/statistics"])
    assert_no_chinese(cast.dispatcher, ["/desk", cast.path])


def gather(place: Street, visit: Enter, *, javascript: bool = True, **more: Any) -> Cast:
    """The resident on a phone, everybody else at a desk."""
    people = (visit(place, javascript=javascript, phone=number == 0) for number in range(6))
    return Cast(place, *people, **more)


def walk(cast: Cast, told: Told, decision: tuple[str, str, tuple[str, ...]]) -> None:
    outcome, state, ordered = decision
    cast.come(told.contact, through_demo=cast.watching == EVERYBODY)
    walk_first_round(cast, told)
    walk_second_round(cast, told)
    appeal(cast, told, outcome)
    cast.resident.open(cast.path)
    assert cast.resident.state == cast.street.say(state)
    taken = ("report", "accept", *ROUND, "rate", "reopen", *ROUND, *ordered)
    assert list_steps(cast) == taken


def walk_first_round(cast: Cast, told: Told) -> None:
    clock = cast.street.clock
    cast.report(told.words)
    cast.see("Reported")
    cast.passer.open(cast.path)
    assert (cast.passer.clock, told.words in cast.passer.text) == (told.reported, False)
    assert cast.resident.clock == told.reported
    assert told.words in cast.resident.text
    clock.move(hours=1)
    cast.accept()
    cast.see("Accepted")
    cast.dispatch()
    cast.see("Dispatched")
    assert cast.resident.clock == told.dispatched
    clock.move(hours=20)
    cast.handler.open(cast.path)
    assert told.words in cast.handler.text
    cast.handler.take("Take up the work")
    cast.see("Being handled")
    cast.handler.take("Note a contact", {"Did you reach the reporter?": "Yes"})
    cast.handler.take("Report it done", {"What was done": "A new bulb"})
    cast.see("To be verified")
    assert_refused(cast.handler, f"{cast.path}/steps/verify", "not_your_duty")
    cast.steward.open(cast.path)
    cast.steward.take("Verify: it is done", {"What you found on the spot": "It shines"})
    cast.see("Verified")
    cast.dispatcher.open(cast.path)
    cast.dispatcher.take("Close")
    asked = ("Rate", "Not solved: handle it again", APPEAL)
    offices = {"dispatcher": (CONTACT,), "handler": (CONTACT,), "steward": (CONTACT,)}
    cast.see("Closed", resident=asked, **offices)
    assert cast.resident.clock == told.kept


def walk_second_round(cast: Cast, told: Told) -> None:
    """Reopened by the reporter; this time the organisation is late, and everybody can read it."""
    resident, clock = cast.resident, cast.street.clock
    cast.rate("Not solved", "Not satisfied")
    assert resident.say("Rate") not in resident.offers
    resident.take("Not solved: handle it again", {"Why": "It went out again"})
    assert resident.state == resident.say("Accepted")
    cast.dispatch()
    clock.move(days=told.days_until_late)
    cast.passer.open(cast.path)
    assert cast.passer.clock == told.late
    cast.handle()
    cast.verify_and_close()
    resident.open("/mine")
    assert resident.row_clocks == [told.broken]
    resident.open(cast.path)
    assert resident.offers == [resident.say("Rate"), resident.say(APPEAL)]


def appeal(cast: Cast, told: Told, outcome: str) -> None:
    """To the reviewer, who has not touched it; the dispatcher, who has, is offered nothing."""
    resident, reviewer, dispatcher = cast.resident, cast.reviewer, cast.dispatcher
    resident.take(APPEAL, {"What was wrong?": "Nobody came"})
    path = resident.path
    assert (resident.state, resident.clock) == (resident.say("Filed"), told.appealed)
    assert resident.offers == [resident.say("Withdraw")]
    dispatcher.open(path)
    assert dispatcher.offers == [dispatcher.say(CONTACT)]
    assert_refused(dispatcher, f"{path}/steps/examine", "not_your_duty")
    reviewer.open("/desk")
    reviewer.follow(reviewer.page.locator(".rows .rowtext").get_by_role("link"))
    reviewer.take("Examine it")
    assert reviewer.state == reviewer.say("Being examined")
    reviewer.take("Decide", {"Decision": outcome, "Reasons": "We went and looked"})
    resident.open(path)
    assert resident.state == resident.say("Decided")
    assert "We went and looked" in resident.text
    assert resident.say(outcome) in resident.text


def assert_refused(person: Person, path: str, code: str) -> None:
    assert (person.open(path), person.refusal[0]) == (403, code)


def list_steps(cast: Cast) -> tuple[str, ...]:
    number = cast.path.rpartition("/")[2]
    records = Record.objects.filter(matter_number=number).order_by("sequence")
    return tuple(records.values_list("step", flat=True))


def list_limits(cast: Cast) -> dict[str, str]:
    """What was promised in how much time, by the name of the promise."""
    promises = Promise.objects.filter(community=cast.street.scene.community)
    return dict(promises.values_list("name", "limit"))


def list_declared_limits(profile: str) -> dict[str, str]:
    """Those of the way through; a return and more time are asked for by nobody here."""
    declared = read_part(profile, "case")["promises"] | read_part(profile, "appeal")["promises"]
    return {name: limit for name, limit in declared.items() if name not in {"rule", "extend"}}


def assert_no_chinese(person: Person, paths: list[str]) -> None:
    """But for the seals, which are drawings, and the name of the other language."""
    for path in paths:
        person.open(path)
        assert re.findall(CHINESE, person.read_own_words()) == []
