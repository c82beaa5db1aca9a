"""A matter keeps the rules that it began under."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.core.matters.acting import acting_as_system
from linli.core.matters.errors import DefinitionError, StepRefusedError
from linli.core.matters.models import ProcedureVersion, Promise
from linli.core.matters.services import perform
from linli.core.matters.versions import change_rules, current_version, rules_of
from linli.ground.profiles.loader import read_part
from tests.factories import make_scene, report_case, reporter_of, walk

MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def change(scene, **limits):
    rules = current_version(scene.community, "case", now=MONDAY).rules
    changed = {**rules, "promises": {**rules["promises"], **limits}, "subjects": {}}
    system = acting_as_system(scene.community)
    return change_rules(scene.community, kind="case", rules=changed, acting_user=system, now=MONDAY)


def test_current_version_begins_with_the_profiles_rules(scene):
    version = current_version(scene.community, "case", now=MONDAY)
    assert (version.number, version.declaration) == (1, 5)
    assert version.rules["promises"] == read_part("cn", "case")["promises"]
    assert version.rules["subjects"]["utilities.gas"] == {"contact": "2nh", "handle": "24nh"}


def test_matter_begun_before_a_change_keeps_its_rules_to_the_end(scene):
    before = report_case(scene).matter
    change(scene, handle="20wd")
    after = report_case(scene).matter
    limits = {}
    for matter in (before, after):
        walk(scene, matter, "dispatched")
        limits[matter.pk] = Promise.objects.get(matter=matter, name="handle").limit
    assert list(limits.values()) == ["5wd", "20wd"]
    assert (before.version.number, after.version.number) == (1, 2)


def test_days_of_grace_are_those_of_the_matters_version(scene):
    case = walk(scene, report_case(scene).matter, "closed")
    rules = current_version(scene.community, "case", now=MONDAY).rules
    change_rules(
        scene.community,
        kind="case",
        rules={**rules, "days": {**rules["days"], "reopen": 1}},
        acting_user=acting_as_system(scene.community),
        now=MONDAY,
    )
    outcome = perform(
        case.pk,
        "reopen",
        acting_user=reporter_of(case),
        values={"reason": "Dark again"},
        now=case.closed_at + timedelta(days=10),
    )
    assert outcome.matter.state == "accepted"


def test_limit_of_the_nearest_subject_wins(scene):
    rules = rules_of(report_case(scene, category="cleaning.rubbish").matter)
    asked = ["cleaning.rubbish", "cleaning.rubbish.bulky", "cleaning", ""]
    assert [str(rules.limit_of("handle", subject)) for subject in asked] == [
        "4wh",
        "4wh",
        "5wd",
        "5wd",
    ]


def test_rules_without_a_limit_for_a_promise_are_refused(scene):
    with pytest.raises(DefinitionError, match="no limit for promise accept"):
        change_rules(
            scene.community,
            kind="case",
            rules={"promises": {"handle": "5wd"}, "days": {"reopen": 15}},
            acting_user=acting_as_system(scene.community),
            now=MONDAY,
        )
    assert ProcedureVersion.objects.count() == 0


def test_rules_without_days_of_grace_are_refused(scene):
    rules = {**current_version(scene.community, "case", now=MONDAY).rules, "days": {}}
    with pytest.raises(DefinitionError, match="no days for reopen"):
        change_rules(
            scene.community,
            kind="case",
            rules=rules,
            acting_user=acting_as_system(scene.community),
            now=MONDAY,
        )


def test_rules_are_changed_by_administrators_alone(scene):
    rules = current_version(scene.community, "case", now=MONDAY).rules
    with pytest.raises(StepRefusedError) as caught:
        change_rules(
            scene.community,
            kind="case",
            rules=rules,
            acting_user=scene.acting("dispatcher"),
            now=MONDAY,
        )
    assert caught.value.code == "not_your_duty"
    administrator = scene.acting("administrator")
    version = change_rules(
        scene.community, kind="case", rules=rules, acting_user=administrator, now=MONDAY
    )
    assert (version.number, version.created_by) == (2, administrator.account)
