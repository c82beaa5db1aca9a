"""Following: one's own affair, told of like joiners, ended at will."""

import pytest
from django.utils import timezone

from linli.core.follows.models import Follow
from linli.core.follows.selectors import (
    is_following,
    list_followed_matters,
    list_following_accounts,
)
from linli.core.follows.services import follow_matter, unfollow_matter
from linli.core.matters.acting import acting_anonymously, acting_as
from linli.core.matters.enums import Privacy
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter
from linli.core.notices.models import Notice
from linli.core.notices.services import follow_steps
from linli.core.records.models import Record
from tests.factories import make_account, make_scene, report_case, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def reader(scene):
    return acting_as(make_account(scene.community, "Reading Ren"))


def follow(matter, user) -> None:
    follow_matter(matter, acting_user=user, now=timezone.now())


def test_follower_is_told_of_later_steps(scene, reader):
    matter = report_case(scene).matter
    follow_steps(scene.community, now=timezone.now())
    follow(matter, reader)
    take(scene, matter, "accept")
    follow_steps(scene.community, now=timezone.now())
    told = Notice.objects.filter(account=reader.account).values_list("step", "role")
    assert list(told) == [("accept", "public")]


def test_whoever_follows_no_more_is_told_no_more(scene, reader):
    matter = report_case(scene).matter
    follow(matter, reader)
    unfollow_matter(matter, acting_user=reader)
    take(scene, matter, "accept")
    follow_steps(scene.community, now=timezone.now())
    assert not Notice.objects.filter(account=reader.account).exists()
    assert not is_following(matter, user=reader)


def test_following_twice_is_following_once_and_leaves_no_record(scene, reader):
    matter = report_case(scene).matter
    records = Record.objects.count()
    follow(matter, reader)
    follow(matter, reader)
    assert (Follow.objects.count(), Record.objects.count()) == (1, records)
    assert is_following(matter, user=reader)


def test_nobody_follows_without_an_account(scene):
    matter, nobody = report_case(scene).matter, acting_anonymously(scene.community)
    for call in (
        lambda: follow(matter, nobody),
        lambda: unfollow_matter(matter, acting_user=nobody),
    ):
        with pytest.raises(StepRefusedError) as refused:
            call()
        assert refused.value.code == "needs_account"
    assert not is_following(matter, user=nobody)
    assert list(list_followed_matters(nobody)) == []


def test_matter_that_was_closed_to_others_is_neither_listed_nor_told(scene, reader):
    matter = report_case(scene).matter
    follow(matter, reader)
    assert list(list_followed_matters(reader)) == [matter]
    assert list_following_accounts([matter]) == {matter.pk: [reader.account.pk]}
    Matter.objects.filter(pk=matter.pk).update(privacy=Privacy.RESTRICTED)
    matter.refresh_from_db()
    assert list(list_followed_matters(reader)) == []
    assert list_following_accounts([matter]) == {}
