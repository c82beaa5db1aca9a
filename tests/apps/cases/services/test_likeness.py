"""The index of recent reports: outlives a restart, grows with each report, forgets what was deleted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.apps.cases.models import LikenessIndex
from linli.apps.cases.selectors import likeness
from linli.apps.cases.selectors.likeness import find_alike, make_path
from linli.apps.cases.services.likeness import ANEW_AFTER, LOOKING_BACK, keep_likeness
from linli.core.matters.models import Matter
from linli.core.records.models import RecordPart
from linli.engines.text_routing import Matter as Told
from tests.factories import make_scene, report_case

pytestmark = pytest.mark.django_db
WORDS = "丽发新城旁边的搅拌站半夜施工，粉尘很大"
ASKED = "丽发新城搅拌站夜里施工粉尘大"


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture(autouse=True)
def others(scene):
    """Other reports, so that words have a rarity."""
    for text in ("路灯坏了三天", "井盖松动很危险", "垃圾桶满了没人收", "楼道堆放杂物"):
        report_case(scene, words=text)


def restart() -> None:
    likeness._held.clear()


def find(scene, text: str = ASKED) -> list[str]:
    now = timezone.now()
    told = Told("", text, make_path(scene.community, scene.places.grid.code), now)
    return [match.id for match in find_alike(scene.community, told, least=0.5, most=9)]


def test_new_report_is_found_at_once(scene):
    assert find(scene) == []
    first = report_case(scene, words=WORDS).matter
    assert find(scene) == [str(first.pk)]
    second = report_case(scene, words=WORDS + "。").matter
    assert set(find(scene)) == {str(first.pk), str(second.pk)}


def test_what_was_stored_is_found_after_a_restart_with_what_came_since(scene):
    first = report_case(scene, words=WORDS).matter
    assert keep_likeness(scene.community, now=timezone.now())
    second = report_case(scene, words=WORDS + "。").matter
    restart()
    assert set(find(scene)) == {str(first.pk), str(second.pk)}
    held = likeness._held[scene.community.pk]
    assert held.sequence > LikenessIndex.objects.get().sequence


def test_only_what_is_new_is_stored_again(scene):
    now = timezone.now()
    assert keep_likeness(scene.community, now=now)
    assert not keep_likeness(scene.community, now=now)
    before = LikenessIndex.objects.get()
    report_case(scene, words=WORDS)
    assert keep_likeness(scene.community, now=now)
    after = LikenessIndex.objects.get()
    assert after.sequence > before.sequence
    assert after.built_at == before.built_at


def test_deleted_words_are_forgotten_within_a_day_by_every_process(scene):
    case = report_case(scene, words=WORDS).matter
    keep_likeness(scene.community, now=timezone.now())
    assert find(scene) == [str(case.pk)]
    RecordPart.objects.filter(record__matter_id=case.pk).delete()
    assert keep_likeness(scene.community, now=timezone.now() + ANEW_AFTER + timedelta(hours=1))
    assert find(scene) == []


def test_what_is_older_than_four_months_is_left_out(scene):
    case = report_case(scene, words=WORDS).matter
    then = timezone.now() - LOOKING_BACK - timedelta(days=1)
    Matter.objects.filter(pk=case.pk).update(opened_at=then)
    keep_likeness(scene.community, now=timezone.now())
    restart()
    assert find(scene) == []


def test_index_of_another_community_is_its_own(scene):
    report_case(scene, words=WORDS)
    other = make_scene("poplar", host="poplar.example")
    assert find(other) == []


def test_text_itself_is_not_stored(scene):
    report_case(scene, words=WORDS)
    keep_likeness(scene.community, now=timezone.now())
    assert "搅拌站".encode() not in bytes(LikenessIndex.objects.get().data)
