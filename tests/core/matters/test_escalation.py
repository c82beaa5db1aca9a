"""Late promises climb the ladder by the clock: each rung once, and nothing that is settled."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.core.matters.acting import acting_as_system
from linli.core.matters.models import Promise
from linli.core.matters.services import escalate_late_promises
from linli.core.matters.versions import change_rules, current_version
from linli.core.notices.models import Notice
from linli.core.notices.services import follow_steps
from linli.core.records.models import Record
from tests.factories import make_scene, report_case, take

pytestmark = pytest.mark.django_db
# A Monday morning in Shanghai.
MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def case(scene):
    """Dispatched on Monday: the contact is due on Tuesday, the work on the next Monday."""
    case = report_case(scene).matter
    Promise.objects.filter(matter=case).update(opened_at=MONDAY)
    take(scene, case, "accept", now=MONDAY)
    take(scene, case, "dispatch", now=MONDAY)
    return case


def steps(case) -> list[str]:
    taken = Record.objects.filter(matter_id=case.pk, step__startswith="escalate")
    return list(taken.order_by("sequence").values_list("step", flat=True))


def test_nothing_climbs_before_it_is_due(scene, case):
    assert escalate_late_promises(scene.community, now=MONDAY + timedelta(hours=23)) == 0
    assert steps(case) == []


def test_each_rung_is_taken_once_when_its_time_has_come(scene, case):
    tuesday = MONDAY + timedelta(hours=25)
    assert escalate_late_promises(scene.community, now=tuesday) == 1
    assert escalate_late_promises(scene.community, now=tuesday + timedelta(minutes=1)) == 0
    assert steps(case) == ["escalate"]
    friday = tuesday + timedelta(days=3, hours=9)
    assert escalate_late_promises(scene.community, now=friday) == 1
    assert escalate_late_promises(scene.community, now=friday + timedelta(minutes=1)) == 0
    assert steps(case) == ["escalate", "escalate_further"]
    record = Record.objects.filter(matter_id=case.pk).latest("sequence")
    assert (record.role, record.from_state, record.to_state) == (
        "system",
        "dispatched",
        "dispatched",
    )


def test_second_late_promise_climbs_for_itself(scene, case):
    escalate_late_promises(scene.community, now=MONDAY + timedelta(days=4, hours=10))
    assert steps(case) == ["escalate", "escalate_further"]
    escalate_late_promises(scene.community, now=MONDAY + timedelta(days=9))
    assert steps(case) == ["escalate", "escalate_further", "escalate"]


def test_several_promises_late_together_are_told_once_a_rung(scene, case):
    assert escalate_late_promises(scene.community, now=MONDAY + timedelta(days=30)) == 2
    assert steps(case) == ["escalate", "escalate_further"]


def test_settled_promise_and_finished_matter_stay_below(scene, case):
    for step in ("start", "handle", "verify", "close"):
        take(scene, case, step, now=MONDAY + timedelta(hours=1))
    assert escalate_late_promises(scene.community, now=MONDAY + timedelta(days=30)) == 0
    assert steps(case) == []


def test_rule_of_the_community_says_how_long_the_second_rung_waits(scene):
    rules = current_version(scene.community, "case", now=MONDAY).rules
    change_rules(
        scene.community,
        kind="case",
        rules={**rules, "ladder": {"escalate": "1wd", "escalate_further": "2wd"}},
        acting_user=acting_as_system(scene.community),
        now=MONDAY,
    )
    case = report_case(scene).matter
    Promise.objects.filter(matter=case).update(opened_at=MONDAY, due_at=MONDAY)
    assert escalate_late_promises(scene.community, now=MONDAY + timedelta(hours=8)) == 0
    assert escalate_late_promises(scene.community, now=MONDAY + timedelta(days=2)) == 1
    assert escalate_late_promises(scene.community, now=MONDAY + timedelta(days=3)) == 1


def test_duty_that_the_rung_names_is_told_and_nobody_else(scene, case):
    follow_steps(scene.community, now=MONDAY)
    Notice.objects.all().delete()
    escalate_late_promises(scene.community, now=MONDAY + timedelta(hours=25))
    follow_steps(scene.community, now=MONDAY + timedelta(hours=25))
    told = Notice.objects.values_list("step", "role", "account__display_name")
    assert list(told) == [("escalate", "office", scene.people["officer"].display_name)]
