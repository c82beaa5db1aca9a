"""Whoever joined a matter is told what becomes of it, as its reporter is."""

import pytest
from django.utils import timezone

from linli.core.contributions.services import contribute
from linli.core.matters.acting import acting_as
from linli.core.matters.enums import Privacy
from linli.core.matters.errors import StepRefusedError
from linli.core.notices.models import Notice
from linli.core.notices.selectors import list_followers
from linli.core.notices.services.messages import compose_message
from linli.core.notices.services.writing import follow_steps
from tests.factories import make_account, make_scene, report_case, take, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def join(scene, matter, contact: str = "13912345678"):
    account = make_account(scene.community, "Neighbour", contact=contact)
    contribute(matter.pk, "join", acting_user=acting_as(account))
    return account


def told(scene, account) -> list[tuple[str, str]]:
    follow_steps(scene.community, now=timezone.now())
    return list(
        Notice.objects.filter(account=account).order_by("sequence").values_list("step", "role")
    )


def test_joiner_is_told_each_step_and_the_reporter_too(scene):
    reporter = make_account(scene.community, "Reporter", contact="13812345678")
    matter = report_case(scene, reporter=acting_as(reporter)).matter
    neighbour = join(scene, matter)
    walk(scene, matter, "handling")
    steps = ["accept", "dispatch", "start"]
    assert told(scene, neighbour) == [(step, "public") for step in steps]
    assert told(scene, reporter) == [(step, "reporter") for step in steps]


def test_joiner_is_told_that_the_reporter_withdrew(scene):
    matter = report_case(scene).matter
    neighbour = join(scene, matter)
    take(scene, matter, "withdraw")
    assert told(scene, neighbour) == [("withdraw", "public")]


def test_reporter_does_not_join_and_is_told_once(scene):
    reporter = make_account(scene.community, "Reporter", contact="13812345678")
    matter = report_case(scene, reporter=acting_as(reporter)).matter
    with pytest.raises(StepRefusedError):
        contribute(matter.pk, "join", acting_user=acting_as(reporter))
    take(scene, matter, "accept")
    assert told(scene, reporter) == [("accept", "reporter")]


def test_joiner_learns_nothing_more_of_a_matter_that_was_closed_to_him(scene):
    matter = report_case(scene).matter
    neighbour = join(scene, matter)
    take(scene, matter, "accept", category="disputes.home")
    assert matter.privacy == Privacy.RESTRICTED
    assert list_followers([matter]) == {}
    assert told(scene, neighbour) == []


def test_message_says_that_he_follows_it(scene):
    matter = report_case(scene).matter
    neighbour = join(scene, matter)
    walk(scene, matter, "dispatched")
    told(scene, neighbour)
    notice = Notice.objects.get(account=neighbour, step="dispatch")
    neighbour.language = "en"
    notice.account = neighbour
    message = compose_message(notice)
    assert message is not None
    assert message.text.startswith(
        f"Willow: {matter.number}, which you follow, is now “Dispatched”."
    )
