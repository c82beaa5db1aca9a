"""Returning what is not one's own, and asking for more time: once, decided by another."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from linli.apps.cases.services import call_organisations
from linli.core.matters.acting import acting_as
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.models import Promise
from linli.core.matters.selectors import list_timeline
from linli.core.matters.services import escalate_late_promises, perform
from linli.core.notices.models import Notice
from linli.core.notices.services import follow_steps
from linli.core.records.models import Record
from linli.ground.parties.enums import Sector
from linli.ground.parties.models import Organisation
from tests.factories import PARTNER, make_account, make_scene, report_case, take, walk

pytestmark = pytest.mark.django_db
# A Monday, 09:00 in Shanghai; the work is due five working days on, at the end of that day.
MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)
DUE = datetime(2026, 11, 30, 10, tzinfo=UTC)


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def case(scene):
    return walk(scene, report_case(scene).matter, "dispatched", now=MONDAY)


def move(scene, case, user="officer", **values):
    given = {"ruling": "moves", "organisation": PARTNER, "reasons": "Pipes are theirs"} | values
    perform(case.pk, "rule", acting_user=scene.acting(user), values=given, now=MONDAY)
    case.refresh_from_db()


def refusal(scene, case, step, user, *, now=MONDAY, **values) -> str:
    acting = scene.acting(user) if isinstance(user, str) else user
    with pytest.raises(StepRefusedError) as caught:
        perform(case.pk, step, acting_user=acting, values=values, now=now)
    return caught.value.code


def owed(case) -> dict[str, tuple]:
    running = Promise.objects.filter(matter=case, met_at=None, cancelled_at=None)
    return {each.name: (each.party.slug, each.due_at) for each in running}


def test_ruling_gives_it_to_another_and_the_clock_runs_on_from_the_dispatch(scene, case):
    before = owed(case)
    take(scene, case, "ask_return", now=MONDAY + timedelta(hours=2))
    assert set(owed(case)) == {"contact", "handle", "rule"}
    move(scene, case)
    assert (case.state, case.holder.slug) == ("dispatched", PARTNER)
    assert owed(case) == {
        "contact": (PARTNER, before["contact"][1]),
        "handle": (PARTNER, DUE),
    }


def test_ruling_that_it_stays_leaves_everything_as_it_was(scene, case):
    before = owed(case)
    take(scene, case, "ask_return")
    take(scene, case, "rule", ruling="stays")
    assert (case.holder.slug, owed(case)) == ("works", before)


def test_second_return_is_refused_to_whoever_has_it(scene, case):
    take(scene, case, "ask_return")
    move(scene, case)
    partner = acting_as(scene.partner)
    assert refusal(scene, case, "ask_return", partner, reason="Nor ours") == "used_up"


def test_ruling_belongs_to_another_person_than_dispatched_it(scene, case):
    take(scene, case, "ask_return")
    assert (
        refusal(scene, case, "rule", "dispatcher", ruling="stays", reasons="Mine")
        == "another_person"
    )


def test_nothing_is_ruled_that_nobody_asked_for(scene, case):
    assert refusal(scene, case, "rule", "officer", ruling="stays", reasons="-") == "nothing_asked"


def test_work_begins_when_the_return_is_ruled_on(scene, case):
    take(scene, case, "ask_return")
    assert refusal(scene, case, "start", "handler") == "asked_already"
    take(scene, case, "rule", ruling="stays")
    take(scene, case, "start")
    assert case.state == "handling"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"organisation": ""}, "required"),
        ({"organisation": "works"}, "the_same"),
        ({"organisation": "nobody"}, "not_a_choice"),
        ({"ruling": "stays"}, "it_stays"),
    ],
)
def test_ruling_that_does_not_say_where_to_is_refused(scene, case, values, error):
    take(scene, case, "ask_return")
    with pytest.raises(InputRefusedError) as caught:
        move(scene, case, **values)
    assert caught.value.errors == {"organisation": error}
    assert set(owed(case)) == {"contact", "handle", "rule"}


def test_residents_body_leads_nothing_that_is_not_on_its_list(scene, case):
    Organisation.objects.filter(slug=PARTNER).update(sector=Sector.RESIDENTS_BODY)
    take(scene, case, "ask_return")
    with pytest.raises(InputRefusedError) as caught:
        move(scene, case)
    assert caught.value.errors == {"organisation": "not_on_duty_list"}


def test_more_time_is_counted_on_from_when_it_was_due(scene, case):
    take(scene, case, "ask_extension", now=MONDAY)
    take(scene, case, "decide_extension", extension="3wd", now=MONDAY + timedelta(hours=1))
    promise = Promise.objects.get(matter=case, name="handle")
    assert (promise.extended_from, promise.extension) == (DUE, "3wd")
    assert promise.due_at == datetime(2026, 12, 3, 10, tzinfo=UTC)
    record = Record.objects.filter(matter_id=case.pk).latest("sequence")
    assert record.facts == {
        "extension": "3wd",
        "met": ["extend"],
        "due": {"handle": "2026-12-03T10:00:00Z"},
    }


def test_refused_extension_leaves_the_time_and_cannot_be_asked_again(scene, case):
    take(scene, case, "ask_extension", now=MONDAY)
    take(scene, case, "decide_extension", extension="none", now=MONDAY)
    promise = Promise.objects.get(matter=case, name="handle")
    assert (promise.due_at, promise.extended_from, promise.extension) == (DUE, None, "")
    values = {"reason": "Once more", "longer": "3wd"}
    assert refusal(scene, case, "ask_extension", "handler", **values) == "used_up"


def test_page_says_that_the_time_was_made_longer_and_when_it_was_due_at_first(scene, case):
    take(scene, case, "ask_extension", now=MONDAY)
    take(scene, case, "decide_extension", extension="3wd", now=MONDAY)
    page = Client(headers={"Accept-Language": "en"}).get(f"/matters/{case.number}")
    assert "Given 3 working days more; it was due" in page.content.decode()


def test_late_promise_is_not_made_longer(scene, case):
    values = {"reason": "Parts", "longer": "3wd"}
    late = DUE + timedelta(seconds=1)
    assert refusal(scene, case, "ask_extension", "handler", now=late, **values) == "overdue"


def test_result_makes_an_open_request_for_time_fall_away(scene, case):
    take(scene, case, "start", now=MONDAY)
    take(scene, case, "ask_extension", now=MONDAY)
    take(scene, case, "handle", now=MONDAY + timedelta(hours=3))
    fallen = Promise.objects.get(matter=case, name="extend")
    assert fallen.cancelled_at == MONDAY + timedelta(hours=3)
    values = {"extension": "3wd", "reasons": "-"}
    assert refusal(scene, case, "decide_extension", "dispatcher", **values) == "not_in_state"


def test_reporter_and_holder_are_told_of_the_extension(scene):
    case = report_case(scene, contact_phone="13812345678").matter
    take(scene, case, "accept")
    take(scene, case, "dispatch")
    take(scene, case, "ask_extension")
    take(scene, case, "decide_extension", extension="5wd")
    follow_steps(scene.community, now=case.opened_at)
    told = Notice.objects.filter(step__endswith="extension").order_by("sequence", "role")
    assert list(told.values_list("step", "role")) == [
        ("ask_extension", "office"),
        ("decide_extension", "holder"),
        ("decide_extension", "reporter"),
    ]


def test_office_that_promised_in_the_holders_stead_keeps_its_promise(scene):
    """The reporter is hidden from whoever handles it: he cannot be the one to call him."""
    case = report_case(scene, hidden="on").matter
    for step in ("accept", "dispatch", "ask_return"):
        take(scene, case, step, now=MONDAY)
    assert owed(case)["contact"][0] == "centre"
    move(scene, case)
    assert {name: party for name, (party, _) in owed(case).items()} == {
        "contact": "centre",
        "handle": PARTNER,
    }


def test_whoever_gave_it_back_is_told_and_reads_why(scene, case):
    take(scene, case, "ask_return", now=MONDAY)
    follow_steps(scene.community, now=MONDAY)
    move(scene, case, reasons="The pipe is theirs")
    follow_steps(scene.community, now=MONDAY)
    told = Notice.objects.filter(step="rule", role="holder")
    assert {notice.account for notice in told} == {scene.people["handler"], scene.partner}
    former = scene.acting("handler")
    texts = [part.text for entry in list_timeline(case, user=former) for part in entry.parts]
    assert texts == ["The pipe is theirs"]
    stranger = acting_as(make_account(scene.community, "Stranger"))
    assert [part for entry in list_timeline(case, user=stranger) for part in entry.parts] == []


def test_return_and_more_time_are_not_asked_for_at_once(scene, case):
    take(scene, case, "ask_return", now=MONDAY)
    asked = {"reason": "Parts", "longer": "3wd"}
    assert refusal(scene, case, "ask_extension", "handler", **asked) == "asked_already"
    move(scene, case)
    partner = acting_as(scene.partner)
    perform(case.pk, "ask_extension", acting_user=partner, values=asked, now=MONDAY)
    take(scene, case, "decide_extension", now=MONDAY, extension="3wd")
    again = refusal(scene, case, "ask_extension", partner, **asked)
    assert again == "used_up"


def test_each_that_holds_it_may_ask_for_more_time_once(scene, case):
    take(scene, case, "ask_extension", now=MONDAY)
    assert refusal(scene, case, "ask_return", "handler", reason="Not ours") == "asked_already"
    take(scene, case, "decide_extension", now=MONDAY, extension="none")
    take(scene, case, "ask_return", now=MONDAY)
    move(scene, case)
    partner = acting_as(scene.partner)
    asked = {"reason": "Parts", "longer": "3wd"}
    perform(case.pk, "ask_extension", acting_user=partner, values=asked, now=MONDAY)
    assert "extend" in owed(case)


def test_longer_time_that_runs_out_is_brought_before_the_next_duty_anew(scene, case):
    take(scene, case, "ask_extension", now=MONDAY)
    late = DUE + timedelta(days=20)
    escalate_late_promises(scene.community, now=late)
    assert Promise.objects.get(matter=case, name="handle").rung == 2
    take(scene, case, "decide_extension", now=DUE + timedelta(hours=1), extension="3wd")
    handle = Promise.objects.get(matter=case, name="handle")
    assert (handle.rung, handle.due_at > DUE) == (0, True)


def test_ruling_gives_it_to_nobody_who_was_called_to_a_part_of_it(scene, case):
    call_organisations(
        case, organisations=[PARTNER], brief="Pipes", acting_user=scene.acting("officer")
    )
    take(scene, case, "ask_return", now=MONDAY)
    with pytest.raises(InputRefusedError) as caught:
        move(scene, case)
    assert caught.value.errors == {"organisation": "takes_part_already"}


def test_nobody_promises_to_contact_whom_nobody_can_reach(scene):
    for given, promises in (
        ({"contact_phone": ""}, {"handle"}),
        ({"contact_phone": "", "contact_name": "Wang"}, {"handle"}),
        ({"contact_phone": "13812345678"}, {"contact", "handle"}),
    ):
        case = report_case(scene, **given).matter
        take(scene, case, "accept", now=MONDAY)
        take(scene, case, "dispatch", now=MONDAY)
        assert set(owed(case)) == promises
