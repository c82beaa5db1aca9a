"""Hot topics of a community: by different reporters, of public reports alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from linli.apps.insight.models import TopicReport
from linli.apps.insight.selectors import get_topics, list_topic_matters
from linli.apps.insight.services import find_community_topics
from linli.core.matters.acting import acting_as
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter
from linli.core.records.models import RecordPart
from tests.factories import make_account, make_scene, report_case

pytestmark = pytest.mark.django_db
PLANT = "丽发新城旁边的搅拌站{}，请尽快处理"
TAILS = ("半夜还在开工", "灰尘特别大", "车辆进进出出", "已经持续半个月")


@pytest.fixture
def scene():
    return make_scene()


def fill(scene, **values) -> None:
    """Reports about other things, so that words have a rarity."""
    for text in ("路灯坏了三天", "井盖松动", "垃圾桶满了", "楼道堆放杂物", "电梯停运"):
        report_case(scene, words=text, **values)


def complain(scene, *, people: int, times: int = 1, **values) -> list[Matter]:
    matters = []
    for at in range(people):
        account = make_account(scene.community, f"Resident {at}")
        for turn in range(times):
            text = PLANT.format(TAILS[(at + turn) % len(TAILS)])
            said = report_case(scene, words=text, reporter=acting_as(account), **values)
            matters.append(said.matter)
    return matters


def test_what_three_reporters_write_about_is_a_topic_with_its_words_and_places(scene):
    fill(scene)
    matters = complain(scene, people=4)
    find_community_topics(scene.community, now=timezone.now())
    page = get_topics(scene.acting("officer"))
    topic = page.topics[0]
    assert (topic.reporters, topic.heat, set(topic.numbers)) == (
        4,
        4,
        {matter.number for matter in matters},
    )
    assert "搅拌站" in "".join(topic.words)
    grid = scene.places.grid
    assert topic.places == ((grid.code, grid.name, 4),)
    assert sum(number for _monday, number in topic.weeks) == 4
    found = list_topic_matters(scene.acting("officer"), topic)
    assert {matter.pk for matter in found} == {matter.pk for matter in matters}


def test_one_who_writes_often_makes_no_topic(scene):
    fill(scene)
    complain(scene, people=1, times=9)
    find_community_topics(scene.community, now=timezone.now())
    assert get_topics(scene.acting("officer")).topics == ()


def test_what_is_for_few_is_in_no_topic(scene):
    fill(scene)
    complain(scene, people=5, category="disputes.home")
    find_community_topics(scene.community, now=timezone.now())
    assert "搅拌站" not in str(TopicReport.objects.get().data)


def test_what_hidden_reporters_wrote_is_in_no_topic(scene):
    fill(scene)
    complain(scene, people=5, hidden="on")
    find_community_topics(scene.community, now=timezone.now())
    assert "搅拌站" not in str(TopicReport.objects.get().data)


@pytest.mark.parametrize(("state", "topics"), [("withdrawn", 0), ("redirected", 0), ("merged", 1)])
def test_what_was_taken_back_or_sent_away_makes_no_topic(scene, state, topics):
    fill(scene)
    complain(scene, people=4)
    Matter.objects.update(state=state)
    find_community_topics(scene.community, now=timezone.now())
    assert len(get_topics(scene.acting("officer")).topics) == topics


def test_days_and_weeks_are_those_of_the_community(scene):
    fill(scene)
    complain(scene, people=4)
    # A Sunday in UTC, and six on Monday morning in Shanghai.
    at = datetime(2026, 11, 1, 22, tzinfo=UTC)
    Matter.objects.update(opened_at=at)
    find_community_topics(scene.community, now=at + timedelta(days=1))
    topic = get_topics(scene.acting("officer")).topics[0]
    assert (topic.peak, topic.weeks) == (date(2026, 11, 2), ((date(2026, 11, 2), 4),))


def close(matter: Matter) -> None:
    Matter.objects.filter(pk=matter.pk).update(privacy=Privacy.RESTRICTED)


def withdraw(matter: Matter) -> None:
    Matter.objects.filter(pk=matter.pk).update(state="withdrawn")


def hide(matter: Matter) -> None:
    Matter.objects.filter(pk=matter.pk).update(reporter_hidden=True)


def erase(matter: Matter) -> None:
    RecordPart.objects.filter(record__matter_id=matter.pk).delete()


@pytest.mark.parametrize("change", [close, withdraw, hide, erase])
def test_what_is_gone_since_is_not_shown(scene, change):
    fill(scene)
    matters = complain(scene, people=4)
    find_community_topics(scene.community, now=timezone.now())
    core = get_topics(scene.acting("officer")).topics[0].core
    matters.sort(key=lambda matter: matter.number != core)
    change(matters[0])
    (topic,) = get_topics(scene.acting("officer")).topics
    assert (topic.reporters, set(topic.numbers)) == (3, {each.number for each in matters[1:]})
    assert topic.core in topic.numbers
    change(matters[1])
    assert get_topics(scene.acting("officer")).topics == ()


def test_word_that_fewer_than_three_still_hold_is_not_shown(scene):
    fill(scene)
    matters = complain(scene, people=5)
    for at in range(3):
        account = make_account(scene.community, f"Neighbour {at}")
        text = f"紫藤架旁，{PLANT.format(TAILS[at])}"
        matters.append(report_case(scene, words=text, reporter=acting_as(account)).matter)
    find_community_topics(scene.community, now=timezone.now())
    (topic,) = get_topics(scene.acting("officer")).topics
    assert "紫藤架" in "".join(topic.words)
    erase(matters[-1])
    (topic,) = get_topics(scene.acting("officer")).topics
    assert "搅拌站" in topic.name
    assert "紫藤架" not in "".join((topic.name, *topic.words))


def test_topic_without_a_word_left_is_named_by_a_number(scene):
    fill(scene)
    complain(scene, people=3)
    report = find_community_topics(scene.community, now=timezone.now())
    report.data["topics"][0]["holders"] = [[] for _ in report.data["topics"][0]["words"]]
    report.save()
    (topic,) = get_topics(scene.acting("officer")).topics
    assert (topic.words, topic.name) == ((), topic.core)


def test_finding_again_takes_the_place_of_what_was_found(scene):
    fill(scene)
    find_community_topics(scene.community, now=timezone.now())
    assert get_topics(scene.acting("officer")).topics == ()
    complain(scene, people=3)
    find_community_topics(scene.community, now=timezone.now())
    assert len(get_topics(scene.acting("officer")).topics) == 1
    assert TopicReport.objects.count() == 1


def test_names_and_numbers_name_no_topic(scene):
    fill(scene)
    for at in range(4):
        account = make_account(scene.community, f"Resident {at}")
        text = f"业主王小明电话13812345678，{PLANT.format(TAILS[at])}"
        report_case(scene, words=text, reporter=acting_as(account))
    find_community_topics(scene.community, now=timezone.now())
    data = str(TopicReport.objects.get().data)
    assert "搅拌站" in data
    assert ("王小明" in data, "1381" in data) == (False, False)


def test_community_without_reports_has_none(scene):
    report = find_community_topics(scene.community, now=timezone.now())
    assert (report.data["messages"], report.data["topics"]) == (0, [])
