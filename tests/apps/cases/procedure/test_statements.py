"""What an organisation says in public about a promise that it broke."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

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
