"""Reasons of decisions: read by whoever asked for that decision, and by nobody else afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from linli.apps.cases.procedure.fields import LONGER
from linli.apps.cases.services import call_organisations
from linli.core.matters.acting import acting_as
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_timeline
from linli.core.matters.services import perform
from linli.core.notices.models import Notice
from linli.core.notices.services import follow_steps
from linli.core.records.models import RecordPart
from tests.factories import (
    PARTNER,
    make_account,
    make_case_in_state,
    make_scene,
    report_case,
    walk,
)

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def case(scene):
    return walk(scene, report_case(scene).matter, "dispatched", now=MONDAY)


def do(case, step, user, hours, **values):
    perform(case.pk, step, acting_user=user, values=values, now=MONDAY + timedelta(hours=hours))


def move(scene, case, hours):
    values = {"ruling": "moves", "organisation": PARTNER, "reasons": "Pipes are theirs"}
    do(case, "rule", scene.acting("officer"), hours, **values)


def words(case, user) -> list[str]:
    timeline = list_timeline(Matter.objects.get(pk=case.pk), user=user)
    return [part.text for entry in timeline for part in entry.parts]


def test_former_holder_reads_what_was_decided_for_him_and_not_for_the_next(scene, case):
    handler, officer = scene.acting("handler"), scene.acting("officer")
    partner, longer = acting_as(scene.partner), LONGER[0].code
    do(case, "ask_extension", handler, 1, reason="Parts", longer=longer)
    do(case, "decide_extension", officer, 1, extension="none", reasons="To the first")
    do(case, "ask_return", handler, 1, reason="Not ours")
    move(scene, case, 2)
    do(case, "ask_extension", partner, 3, reason="Theirs", longer=longer)
    do(case, "decide_extension", officer, 4, extension="none", reasons="To the second")
    read = words(case, handler)
    assert {"To the first", "Pipes are theirs"} <= set(read)
    assert "To the second" not in read
    assert "To the second" in words(case, partner)


def test_who_asked_is_not_sent_to_a_matter_for_few_that_he_may_no_longer_read(scene, case):
    Matter.objects.filter(pk=case.pk).update(privacy=Privacy.RESTRICTED)
    do(case, "ask_return", scene.acting("handler"), 1, reason="Not ours")
    move(scene, case, 2)
    follow_steps(scene.community, now=MONDAY + timedelta(hours=3))
    told = Notice.objects.filter(step="rule", role="holder").values_list("account", flat=True)
    assert set(told) == {scene.partner.pk}


def test_called_organisation_reads_in_its_own_language_that_the_report_was_withdrawn(scene):
    scene.community.language = "zh-hans"
    scene.community.save()
    account = make_account(scene.community, "Reporter")
    case = make_case_in_state(scene, "handling", reporter=acting_as(account))
    call_organisations(
        case, organisations=[PARTNER], brief="Pipes", acting_user=scene.acting("officer")
    )
    with override("en"):
        perform(case.pk, "withdraw", acting_user=acting_as(account), values={})
    grounds = RecordPart.objects.get(record__step="call_off", name="grounds").text
    assert grounds == "上报已撤回。"
