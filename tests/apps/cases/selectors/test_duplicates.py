"""Likely duplicates: of one's own neighbourhood, however many elsewhere say the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.apps.cases.selectors.duplicates import list_known_already, list_likely_same
from linli.core.matters.acting import acting_anonymously, acting_as
from linli.core.matters.models import Matter
from linli.ground.places.models import Place
from tests.factories import make_account, make_scene, report_case

pytestmark = pytest.mark.django_db
WORDS = "楼下路灯不亮"
ELSEWHERE = 70


@pytest.fixture
def scene():
    """Many reports of today with the same words in the neighbourhood beside this one."""
    scene = make_scene()
    for text in ("井盖松动很危险", "垃圾桶满了没人收", "楼道堆放杂物", "电梯停运两天", "水管漏水"):
        report_case(scene, words=text, category="other.other")
    beside = make_grid_beside(scene)
    for _ in range(ELSEWHERE):
        report_case(scene, words=WORDS, place=beside.code)
    return scene


def make_grid_beside(scene) -> Place:
    """The grid of another neighbourhood of the same street."""
    parent = scene.places.street
    for kind in ("neighbourhood", "grid"):
        code = f"{parent.code}002" if kind == "neighbourhood" else f"{parent.code}001"
        parent = Place.objects.create(
            community=scene.community, code=code, kind=kind, name=f"{kind} 002", parent=parent
        )
    return parent


@pytest.fixture
def near(scene) -> Matter:
    """The same, of yesterday, in the next grid of the same neighbourhood."""
    matter = report_case(scene, words=WORDS, place=scene.places.other_grid.code).matter
    matter.opened_at -= timedelta(days=1)
    matter.save()
    return matter


def list_known(scene, user, **changes) -> list[Matter]:
    place, now = scene.places.grid, timezone.now()
    return list_known_already(user, words=WORDS, place=place, now=now, **changes)


def test_equal_texts_elsewhere_do_not_crowd_out_the_one_nearby(scene, near):
    again = report_case(scene, words=WORDS).matter
    (found,) = list_likely_same(again, user=scene.acting("dispatcher"))
    assert (found.matter, found.days) == (near, 1)


def test_equal_texts_elsewhere_do_not_crowd_out_what_may_be_joined(scene, near):
    anybody = acting_anonymously(scene.community)
    assert list_known(scene, anybody) == [near]
    assert list_known(scene, anybody, left_out=[near]) == []


def test_ones_own_ones_do_not_crowd_out_what_may_be_joined(scene, near):
    account = make_account(scene.community)
    for _ in range(5):
        report_case(scene, words=WORDS, reporter=acting_as(account))
    assert list_known(scene, acting_as(account)) == [near]
