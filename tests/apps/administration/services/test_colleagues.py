"""Colleagues stand in, take over and join; nobody reaches beyond his own organisation or place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.apps.administration.models import Change
from linli.apps.administration.services.colleagues import (
    end_managed_duty,
    hand_over,
    list_managed_duties,
    stand_in,
)
from linli.core.matters.acting import ActingUser, acting_as, local_day
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.registry import get_registration
from linli.core.matters.selectors import list_worklist
from linli.ground.parties.models import Duty
from tests.factories import (
    Scene,
    make_account,
    make_case_in_state,
    make_duty,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(scene):
    """Another steward of the same office, in the next grid."""
    account = make_account(scene.community, "Colleague")
    office = scene.organisations["willow-office"]
    make_duty(account, "steward", organisation=office, place=scene.places.other_grid)
    return account


def by(scene: Scene, kind: str) -> dict:
    return {"acting_user": acting_as(scene.people[kind]), "now": timezone.now()}


def steward_duty(scene: Scene) -> Duty:
    return Duty.objects.get(kind="steward", place=scene.places.grid)


def waiting(user: ActingUser) -> int:
    case = get_registration("case").procedure
    worklist = next(each for each in case.worklists if each.name == "verify")
    return list_worklist(user, kind="case", worklist=worklist).count()


def test_officer_looks_after_stewards_and_handler_after_handlers(scene, colleague):
    officer = list_managed_duties(acting_as(scene.people["officer"]))
    assert {duty.kind for duty in officer} == {"steward"}
    handler = list_managed_duties(acting_as(scene.people["handler"]))
    assert {duty.organisation.slug for duty in handler} == {"works"}
    assert list(list_managed_duties(acting_as(scene.people["dispatcher"]))) == []


def test_whoever_stands_in_has_what_waits_on_those_days(scene, colleague):
    make_case_in_state(scene, "handled")
    today = local_day(scene.community)
    days = {"starts": today, "ends": today + timedelta(days=7)}
    assert waiting(acting_as(colleague)) == 0
    made = stand_in(steward_duty(scene).pk, colleague=colleague.pk, **days, **by(scene, "officer"))
    assert (made.starts_on, made.ends_on) == (days["starts"], days["ends"])
    assert waiting(acting_as(colleague)) == 1
    assert waiting(acting_as(scene.people["steward"])) == 1
    Duty.objects.filter(pk=made.pk).update(
        ends_on=today - timedelta(days=1), starts_on=today - timedelta(days=3)
    )
    assert waiting(acting_as(colleague)) == 0


def test_hand_over_passes_everything_on_from_today(scene, colleague):
    make_case_in_state(scene, "handled")
    duty = steward_duty(scene)
    hand_over(duty.pk, colleague=colleague.pk, **by(scene, "officer"))
    duty.refresh_from_db()
    assert duty.ends_on == local_day(scene.community)
    assert waiting(acting_as(colleague)) == 1
    kinds = list(Change.objects.order_by("at", "id").values_list("kind", flat=True))
    assert sorted(kinds) == ["duty", "duty_ended"]


def test_nobody_reaches_beyond_his_own(scene, colleague):
    duty = steward_duty(scene)
    for kind in ("handler", "dispatcher", "steward"):
        with pytest.raises(StepRefusedError):
            hand_over(duty.pk, colleague=colleague.pk, **by(scene, kind))
    stranger = scene.people["handler"]
    with pytest.raises(InputRefusedError) as caught:
        hand_over(duty.pk, colleague=stranger.pk, **by(scene, "officer"))
    assert caught.value.errors == {"colleague": "not_a_choice"}
    assert Change.objects.count() == 0


def test_days_that_cannot_be_are_refused(scene, colleague):
    today = local_day(scene.community)
    for ends in (today - timedelta(days=1), today + timedelta(days=400)):
        with pytest.raises(InputRefusedError) as caught:
            stand_in(
                steward_duty(scene).pk,
                colleague=colleague.pk,
                starts=today,
                ends=ends,
                **by(scene, "officer"),
            )
        assert caught.value.errors == {"until": "duty_dates"}


@pytest.fixture
def second(scene):
    """Another handler of the same works, for the whole street like the first."""
    account = make_account(scene.community, "Second")
    works = scene.organisations["works"]
    return make_duty(account, "handler", organisation=works, place=scene.places.street)


def test_handler_of_a_part_looks_after_that_part_alone(scene, second):
    works = scene.organisations["works"]
    narrow = make_account(scene.community, "Narrow")
    own = make_duty(narrow, "handler", organisation=works, place=scene.places.grid)
    assert list(list_managed_duties(acting_as(narrow))) == [own]
    with pytest.raises(StepRefusedError):
        hand_over(second.pk, colleague=narrow.pk, acting_user=acting_as(narrow), now=timezone.now())
    second.refresh_from_db()
    assert second.ends_on is None


def test_duty_that_was_handed_over_lasts_as_long_as_it_would_have(scene, second):
    ends = local_day(scene.community) + timedelta(days=20)
    Duty.objects.filter(pk=second.pk).update(ends_on=ends)
    third = make_account(scene.community, "Third")
    works = scene.organisations["works"]
    make_duty(third, "handler", organisation=works, place=scene.places.grid)
    made = hand_over(second.pk, colleague=third.pk, **by(scene, "handler"))
    assert (made.account, made.ends_on) == (third, ends)


def test_nobody_stands_in_beyond_the_duty_or_in_the_past(scene, colleague):
    today = local_day(scene.community)
    duty = steward_duty(scene)
    Duty.objects.filter(pk=duty.pk).update(ends_on=today + timedelta(days=3))
    for starts, ends in ((-9, -3), (-1, 2), (0, 4)):
        days = {"starts": today + timedelta(days=starts), "ends": today + timedelta(days=ends)}
        with pytest.raises(InputRefusedError) as caught:
            stand_in(duty.pk, colleague=colleague.pk, **days, **by(scene, "officer"))
        assert caught.value.errors == {"until": "duty_dates"}


def test_duty_of_one_who_leaves_ends_without_a_successor(scene, second):
    end_managed_duty(second.pk, **by(scene, "handler"))
    second.refresh_from_db()
    assert second.ends_on == local_day(scene.community)
    assert Change.objects.get().kind == "duty_ended"
    end_managed_duty(steward_duty(scene).pk, **by(scene, "officer"))


def test_nobody_ends_his_own_duty_or_one_beyond_his_own(scene, second):
    own = Duty.objects.get(account=scene.people["handler"])
    for key, kind in ((own.pk, "handler"), (second.pk, "officer"), (second.pk, "dispatcher")):
        with pytest.raises(StepRefusedError) as caught:
            end_managed_duty(key, **by(scene, kind))
        assert caught.value.code == "not_your_duty"
    with pytest.raises(StepRefusedError):
        end_managed_duty(own.pk, acting_user=acting_as(scene.partner), now=timezone.now())
    assert not Change.objects.exists()
