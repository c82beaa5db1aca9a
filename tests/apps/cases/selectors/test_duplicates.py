"""Likely duplicates: of one's own neighbourhood, however many elsewhere say the same."""

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
    """One report in the grid, and many with the same words in another neighbourhood."""
    scene = make_scene()
    for text in ("井盖松动很危险", "垃圾桶满了没人收", "楼道堆放杂物", "电梯停运两天", "水管漏水"):
        report_case(scene, words=text, category="other.other")
    for _ in range(ELSEWHERE):
        report_case(scene, words=WORDS)
    far = find_far_place(scene)
    Matter.objects.filter(subject="roads.lamp").update(place=far, place_code=far.code)
    return scene


def find_far_place(scene) -> Place:
    """A place outside of the grid's neighbourhood."""
    near = scene.places.neighbourhood.code
    places = Place.objects.filter(community=scene.community).exclude(code__startswith=near)
    return places.exclude(pk__in=[scene.places.top.pk, scene.places.street.pk]).first() or (
        scene.places.street
    )


def test_equal_texts_elsewhere_do_not_crowd_out_the_one_nearby(scene):
    near = report_case(scene, words=WORDS).matter
    again = report_case(scene, words=WORDS).matter
    found = list_likely_same(again, user=scene.acting("dispatcher"))
    assert [each.matter for each in found] == [near]


def test_equal_texts_elsewhere_do_not_crowd_out_what_may_be_joined(scene):
    near = report_case(scene, words=WORDS).matter
    anybody = acting_anonymously(scene.community)
    asked = {"words": WORDS, "place": scene.places.grid, "now": timezone.now()}
    assert list_known_already(anybody, **asked) == [near]
    assert list_known_already(anybody, **asked, left_out=[near]) == []


def test_ones_own_ones_do_not_crowd_out_what_may_be_joined(scene):
    near = report_case(scene, words=WORDS).matter
    account = make_account(scene.community)
    for _ in range(5):
        report_case(scene, words=WORDS, reporter=acting_as(account))
    asked = {"words": WORDS, "place": scene.places.grid, "now": timezone.now()}
    assert list_known_already(acting_as(account), **asked) == [near]
