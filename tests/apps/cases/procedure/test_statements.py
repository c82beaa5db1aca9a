"""What an organisation says in public about a promise that it broke."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from linli.apps.cases.procedure import CASE, VERSION_2, VERSION_3
from linli.apps.cases.public import (
    list_explained_promises,
    list_late_promises,
    list_statements,
)
from linli.core.matters.acting import acting_anonymously, acting_as
from linli.core.matters.enums import Privacy
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.models import Matter, Promise
from linli.core.matters.services import perform
from linli.core.notices.models import Notice
from linli.core.notices.services import follow_steps
from linli.core.records.models import Record
from tests.factories import make_account, make_scene, report_case, take

pytestmark = pytest.mark.django_db
# A Monday, 09:00 in Shanghai; the work is due five working days on, at the end of that day.
MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)
DUE = datetime(2026, 11, 30, 10, tzinfo=UTC)
SAID = {"cause": "material", "statement": "The lamp has been ordered and comes on Friday."}


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def case(scene):
    case = report_case(scene).matter
    for step in ("accept", "dispatch", "start"):
        take(scene, case, step, now=MONDAY)
    take(scene, case, "contact", now=MONDAY)
    return case


def explain(scene, case, *, now, user="handler", **values):
    return perform(
        case.pk, "explain", acting_user=scene.acting(user), values={**SAID, **values}, now=now
    )


def breaches(scene, select, *, now, user=None):
    found = select(
        user or acting_anonymously(scene.community),
        organisation=scene.organisations["works"],
        now=now,
    )
    return [
        (each.matter.pk, each.promise.name, each.statement and each.statement.text)
        for each in found
    ]


def may_explain(scene, *, organisation="works", now):
    late = list_late_promises(
        acting_anonymously(scene.community),
        organisation=scene.organisations[organisation],
        now=now,
    )
    return {each.promise.name: each.may_be_explained for each in late}


def test_late_promise_stands_on_the_page_first_without_and_then_with_its_reason(scene, case):
    late = DUE + timedelta(hours=3)
    assert breaches(scene, list_late_promises, now=DUE) == []
    assert breaches(scene, list_late_promises, now=late) == [(case.pk, "handle", None)]
    explain(scene, case, now=late)
    assert breaches(scene, list_late_promises, now=late) == [(case.pk, "handle", SAID["statement"])]


def test_reason_stays_when_the_work_is_done_late(scene, case):
    take(scene, case, "handle", now=DUE + timedelta(days=1))
    late = DUE + timedelta(days=2)
    assert breaches(scene, list_explained_promises, now=late) == []
    explain(scene, case, now=late)
    assert breaches(scene, list_explained_promises, now=late) == [
        (case.pk, "handle", SAID["statement"])
    ]
    assert breaches(scene, list_explained_promises, now=late + timedelta(days=95)) == []


def test_what_was_kept_needs_no_reason(scene, case):
    take(scene, case, "handle", now=DUE - timedelta(hours=1))
    with pytest.raises(StepRefusedError) as caught:
        explain(scene, case, now=DUE + timedelta(days=9))
    assert caught.value.code == "nothing_broken"


def test_promise_of_another_is_not_the_holders_to_answer_for(scene, case):
    Promise.objects.filter(matter=case, name="handle").update(
        party=scene.organisations["waterworks"]
    )
    with pytest.raises(StepRefusedError) as caught:
        explain(scene, case, now=DUE + timedelta(days=1))
    assert caught.value.code == "nothing_broken"


def test_more_time_that_was_given_in_time_breaks_nothing(scene, case):
    take(scene, case, "ask_extension", now=MONDAY)
    take(scene, case, "decide_extension", now=MONDAY, extension="3wd")
    with pytest.raises(StepRefusedError) as caught:
        explain(scene, case, now=DUE + timedelta(hours=2))
    assert caught.value.code == "nothing_broken"


@pytest.mark.parametrize(
    "words",
    [
        "Ring 13812345678",
        "业主住在3号楼502室，没有开门",
        "车牌沪A12345挡住了",
        "310101199001011234",
    ],
)
def test_what_points_at_a_person_is_refused_and_nothing_is_written(scene, case, words):
    with pytest.raises(InputRefusedError) as caught:
        explain(scene, case, now=DUE + timedelta(hours=2), statement=words)
    assert caught.value.errors == {"statement": "points_at_a_person"}
    assert list_statements(Promise.objects.filter(matter=case)) == {}


def test_everybody_reads_it_on_the_matter_and_on_the_organisations_page(scene, case):
    Promise.objects.filter(matter=case, name="handle").update(
        opened_at=timezone.now() - timedelta(days=9), due_at=timezone.now() - timedelta(days=1)
    )
    explain(scene, case, now=timezone.now())
    for path in (f"/matters/{case.number}", "/organisations/works"):
        page = Client(headers={"accept-language": "en"}).get(path).content.decode()
        assert SAID["statement"] in page
        assert "Material or spare parts were not there" in page


def test_restricted_matter_is_not_on_the_organisations_page(scene, case):
    late = DUE + timedelta(hours=3)
    explain(scene, case, now=late)
    Matter.objects.filter(pk=case.pk).update(privacy=Privacy.RESTRICTED)
    assert breaches(scene, list_late_promises, now=late) == []
    own = scene.acting("handler")
    assert breaches(scene, list_late_promises, now=late, user=own) != []


def test_words_that_are_taken_down_leave_the_cause(scene, case):
    late = DUE + timedelta(hours=3)
    explain(scene, case, now=late)
    take(scene, case, "take_down", now=late)
    (promise,) = Promise.objects.filter(matter=case, name="handle")
    statement = list_statements([promise])[promise.pk]
    assert (statement.cause, statement.text) == ("Material or spare parts were not there", "")


def test_reporter_is_told(scene):
    account = make_account(scene.community)
    case = report_case(scene, reporter=acting_as(account)).matter
    for step in ("accept", "dispatch", "start"):
        take(scene, case, step, now=MONDAY)
    explain(scene, case, now=DUE + timedelta(hours=2))
    follow_steps(scene.community, now=case.opened_at)
    assert Notice.objects.filter(matter=case, step="explain", account=account).count() == 1


def test_what_one_said_is_not_taken_for_what_another_says_after_it(scene, case):
    """Given to somebody else after it was reopened, it is late once more, and he has said nothing."""
    late = DUE + timedelta(hours=3)
    explain(scene, case, now=late)
    promise = Promise.objects.get(matter=case, name="handle")
    promise.party = scene.organisations["waterworks"]
    assert list_statements([promise]) == {}


def test_reason_for_an_earlier_lateness_is_none_for_a_later_one(scene, case):
    explain(scene, case, now=DUE + timedelta(hours=3))
    promise = Promise.objects.get(matter=case, name="handle")
    promise.due_at = DUE + timedelta(days=30)
    assert list_statements([promise]) == {}


def test_reason_for_a_later_lateness_does_not_replace_that_for_the_earlier(scene, case):
    explain(scene, case, now=DUE + timedelta(hours=3), statement="The first reason.")
    first = Promise.objects.get(matter=case, name="handle")
    take(scene, case, "handle", now=DUE + timedelta(days=1))
    second = Promise.objects.get(pk=first.pk)
    second.pk = uuid4()
    second.opened_at, second.due_at = DUE + timedelta(days=2), DUE + timedelta(days=5)
    second.met_at = DUE + timedelta(days=9)
    second.save(force_insert=True)
    explain(scene, case, now=DUE + timedelta(days=6), statement="The second reason.")
    said = list_statements([first, second])
    assert {key: each.text for key, each in said.items()} == {
        first.pk: "The first reason.",
        second.pk: "The second reason.",
    }
    late = DUE + timedelta(days=10)
    assert breaches(scene, list_explained_promises, now=late) == [
        (case.pk, "handle", "The second reason."),
        (case.pk, "handle", "The first reason."),
    ]


def test_reason_for_one_broken_promise_is_listed_with_the_main_one_alone(scene):
    case = report_case(scene).matter
    for step in ("accept", "dispatch", "start"):
        take(scene, case, step, now=MONDAY)
    explain(scene, case, now=DUE + timedelta(hours=3))
    take(scene, case, "contact", now=DUE + timedelta(hours=4))
    assert breaches(scene, list_explained_promises, now=DUE + timedelta(hours=5)) == [
        (case.pk, "contact", SAID["statement"])
    ]
    take(scene, case, "handle", now=DUE + timedelta(days=1))
    assert breaches(scene, list_explained_promises, now=DUE + timedelta(days=2)) == [
        (case.pk, "handle", SAID["statement"])
    ]


def test_what_ended_in_the_last_ninety_days_counts_though_it_was_due_before(scene, case):
    explain(scene, case, now=DUE + timedelta(days=1))
    take(scene, case, "handle", now=DUE + timedelta(days=80))
    later = DUE + timedelta(days=169)
    assert breaches(scene, list_explained_promises, now=later) == [
        (case.pk, "handle", SAID["statement"])
    ]
    assert breaches(scene, list_explained_promises, now=later + timedelta(days=2)) == []


def test_only_what_its_party_may_explain_is_said_to_lack_a_reason(scene):
    """The dispatcher's promises, and those of cases that began before there were statements."""
    waiting = report_case(scene).matter
    case = report_case(scene).matter
    for step in ("accept", "dispatch"):
        take(scene, case, step, now=MONDAY)
    Promise.objects.filter(matter=waiting).update(
        opened_at=MONDAY, due_at=MONDAY + timedelta(hours=1)
    )
    late = DUE + timedelta(hours=3)
    assert may_explain(scene, now=late) == {"contact": True, "handle": True}
    assert may_explain(scene, organisation="centre", now=late) == {"accept": False}
    version = case.version
    version.pk, version.number, version.declaration = uuid4(), version.number + 1, 2
    version.save(force_insert=True)
    Matter.objects.filter(pk=case.pk).update(version=version)
    assert may_explain(scene, now=late) == {"contact": False, "handle": False}
    page = Client(headers={"accept-language": "en"}).get("/organisations/works").content.decode()
    assert "It has not said why yet." not in page


def test_each_organisation_may_say_why_three_times(scene):
    case = report_case(scene).matter
    for step in ("accept", "dispatch"):
        take(scene, case, step, now=MONDAY)
    late = DUE + timedelta(hours=3)
    for _ in range(3):
        explain(scene, case, now=late)
    with pytest.raises(StepRefusedError) as caught:
        explain(scene, case, now=late)
    assert caught.value.code == "used_up"
    Matter.objects.filter(pk=case.pk).update(holder=scene.organisations["waterworks"])
    Promise.objects.filter(matter=case).update(party=scene.organisations["waterworks"])
    perform(case.pk, "explain", acting_user=acting_as(scene.partner), values=SAID, now=late)
    said = Record.objects.filter(matter_id=case.pk, step="explain").order_by("sequence")
    assert [record.organisation.slug for record in said] == ["works"] * 3 + ["waterworks"]


def test_running_cases_keep_the_count_that_they_began_under():
    counts = {
        procedure.version: procedure.step_by_name["explain"].of_each
        for procedure in (CASE, VERSION_3)
    }
    assert counts == {5: True, 3: False}
    assert "explain" not in VERSION_2.step_by_name
