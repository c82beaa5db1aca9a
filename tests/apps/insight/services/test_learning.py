"""Learning from decisions: what takes over, what does not, and what a model says afterwards."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from linli.apps.cases.models import Category
from linli.apps.cases.public import Asked, Decision
from linli.apps.insight.enums import Target
from linli.apps.insight.models import LearnedModel
from linli.apps.insight.selectors import forget_models, get_model, list_months
from linli.apps.insight.selectors.suggesting import (
    suggest_by_model,
    suggest_organisation_by_model,
)
from linli.apps.insight.services import learning
from linli.apps.insight.services.learning import learn
from linli.core.records.models import Record
from linli.engines.text_routing.grams import gram_keys
from tests.factories import make_scene, report_case, take

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 5, 2, tzinfo=UTC)
NOW = datetime(2026, 12, 1, 2, tzinfo=UTC)
SAID = {
    "roads.lamp": ("门口太黑看不清台阶", "晚上一片漆黑老人摔了一跤", "黑灯瞎火走路害怕"),
    "cleaning.rubbish": ("垃圾桶满了臭气熏天", "垃圾堆了三天没人清", "袋子破了汤水流一地"),
}
HAS = {"roads.lamp": "works", "cleaning.rubbish": "waterworks"}


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def decided(monkeypatch):
    """What dispatchers decided; a list that the test fills."""
    found: list[Decision] = []
    monkeypatch.setattr(learning, "list_decisions", lambda _community: list(found))
    return found


def decide(number: int, *, begin: int = 0, swapped: bool = False) -> list[Decision]:
    """So many decisions, one an hour, of both categories by turns, each with something of its own."""
    codes = list(SAID)
    found = []
    for at in range(begin, begin + number):
        code = codes[at % 2]
        text = f"{SAID[code][at // 2 % 3]}，第{at}次反映，{chr(0x5000 + at)}{chr(0x6000 + at * 3)}"
        label = codes[(at + 1) % 2] if swapped else code
        moment = START + timedelta(hours=at)
        found.append(Decision(text, label, HAS[label], None, moment, f"reporter {at}"))
    return found


def trial(attempt: LearnedModel) -> tuple[int, int, int]:
    """How many were held out, and how many of them the new one and the current one had right."""
    return (
        attempt.trial["new"]["texts"],
        attempt.trial["new"]["right"],
        attempt.trial["current"]["right"],
    )


def test_nothing_is_learned_from_a_few_decisions(scene, decided):
    decided += decide(learning.LEAST_DECISIONS)
    assert learn(scene.community, Target.CATEGORY, now=NOW) is None
    assert not LearnedModel.objects.exists()


def test_first_model_takes_over_where_the_catalogue_knew_less(scene, decided):
    decided += decide(300)
    attempt = learn(scene.community, Target.CATEGORY, now=NOW)
    held, new, current = trial(attempt)
    assert (held, new, attempt.taken_over, attempt.decisions) == (60, 60, True, 240)
    assert current < new
    assert attempt.trial["current"]["version"] == "catalogue"
    assert attempt.learned_until == decided[239].at
    assert [line[:4] for line in attempt.trial["per_label"]] == [
        ["cleaning.rubbish", 30, 30, 30],
        ["roads.lamp", 30, 30, 30],
    ]
    # The shortest texts are half made of characters that stand in no other.
    assert [line[4] for line in attempt.trial["per_label"]] == [0, 10]
    assert get_model(scene.community.pk, Target.CATEGORY).version == attempt.version


def test_catalogue_that_is_always_right_is_not_replaced(scene, decided):
    Category.objects.update(words=[])
    Category.objects.filter(code="roads.lamp").update(words=["黑"])
    Category.objects.filter(code="cleaning.rubbish").update(words=["垃圾", "汤水"])
    decided += decide(300)
    attempt = learn(scene.community, Target.CATEGORY, now=NOW)
    held, new, current = trial(attempt)
    assert (held, new, current, attempt.taken_over, bytes(attempt.data)) == (60, 60, 60, False, b"")
    assert get_model(scene.community.pk, Target.CATEGORY) is None


def test_nothing_is_tried_twice_on_the_same_decisions(scene, decided):
    decided += decide(300)
    assert learn(scene.community, Target.CATEGORY, now=NOW) is not None
    decided += decide(learning.LEAST_NEW - 1, begin=300)
    assert learn(scene.community, Target.CATEGORY, now=NOW) is None


def test_learning_goes_on_where_no_more_decisions_are_read(scene, decided, monkeypatch):
    monkeypatch.setattr(learning, "list_decisions", lambda _community: decided[-300:])
    decided += decide(300)
    assert learn(scene.community, Target.CATEGORY, now=NOW) is not None
    decided += decide(learning.LEAST_NEW - 1, begin=300)
    assert learn(scene.community, Target.CATEGORY, now=NOW) is None
    decided += decide(61, begin=339)
    assert learn(scene.community, Target.CATEGORY, now=NOW + timedelta(days=1)) is not None


def test_learning_goes_on_where_old_words_were_deleted(scene, decided):
    decided += decide(400)
    assert learn(scene.community, Target.CATEGORY, now=NOW) is not None
    decided[:60] = []
    decided += decide(60, begin=400)
    assert learn(scene.community, Target.CATEGORY, now=NOW + timedelta(days=1)) is not None


@pytest.mark.parametrize("people", [1, 2])
def test_few_reporters_teach_nothing(scene, decided, people, caplog):
    caplog.set_level("INFO")
    decided += [replace(each, reporter=f"r{at % people}") for at, each in enumerate(decide(300))]
    assert learn(scene.community, Target.CATEGORY, now=NOW) is None
    assert "3 different sources" in caplog.text


def test_new_model_is_tried_on_decisions_that_neither_has_seen(scene, decided):
    decided += decide(300)
    first = learn(scene.community, Target.CATEGORY, now=NOW)
    decided += decide(200, begin=300, swapped=True)
    second = learn(scene.community, Target.CATEGORY, now=NOW + timedelta(days=1))
    assert second.trial["current"]["version"] == first.version
    assert datetime.fromisoformat(second.trial["from"]) > first.learned_until
    assert trial(second)[0] == 100
    assert second.learned_until < datetime.fromisoformat(second.trial["from"])


def test_what_does_worse_than_the_model_in_use_does_not_take_over(scene, decided):
    decided += decide(300)
    first = learn(scene.community, Target.CATEGORY, now=NOW)
    decided += decide(400, begin=300, swapped=True)
    decided += decide(170, begin=700)
    second = learn(scene.community, Target.CATEGORY, now=NOW + timedelta(days=1))
    _held, new, current = trial(second)
    assert (new < current, second.taken_over, bytes(second.data)) == (True, False, b"")
    assert get_model(scene.community.pk, Target.CATEGORY).version == first.version


def test_better_model_takes_over_and_the_old_one_is_kept(scene, decided):
    decided += decide(300)
    first = learn(scene.community, Target.CATEGORY, now=NOW)
    decided += decide(800, begin=300, swapped=True)
    second = learn(scene.community, Target.CATEGORY, now=NOW + timedelta(days=1))
    assert second.taken_over
    assert get_model(scene.community.pk, Target.CATEGORY).version == second.version
    first.refresh_from_db()
    assert len(first.data) > 1000


def test_decisions_all_of_one_kind_teach_nothing(scene, decided):
    decided += [replace(each, category="roads.lamp") for each in decide(300)]
    assert learn(scene.community, Target.CATEGORY, now=NOW) is None


def test_organisation_is_suggested_where_the_model_is_sure(scene, decided):
    decided += decide(300)
    attempt = learn(scene.community, Target.ORGANISATION, now=NOW)
    assert attempt.taken_over
    said = suggest_organisation_by_model(Asked(SAID["roads.lamp"][0], scene.community))
    assert (said.slug, said.source) == ("works", attempt.version)
    assert suggest_organisation_by_model(Asked("qwerty", scene.community)) is None


def test_model_suggests_with_words_and_probability_and_passes_on_what_it_does_not_know(
    scene, decided
):
    decided += decide(300)
    attempt = learn(scene.community, Target.CATEGORY, now=NOW)
    categories = list(Category.objects.filter(community=scene.community))
    first, *_ = suggest_by_model(categories, Asked("楼道口一片漆黑看不清台阶", scene.community))
    assert (first.category.code, first.sure, first.source) == (
        "roads.lamp",
        True,
        attempt.version,
    )
    assert first.words
    assert 50 < first.percent <= 99
    for text in ("", "🙂", "hello there, general question", "x" * 100_000):
        assert suggest_by_model(categories, Asked(text, scene.community)) == []


def test_category_out_of_use_is_not_suggested(scene, decided):
    decided += decide(300)
    learn(scene.community, Target.CATEGORY, now=NOW)
    categories = [c for c in Category.objects.all() if c.code != "roads.lamp"]
    found = suggest_by_model(categories, Asked("楼道口一片漆黑看不清台阶", scene.community))
    assert "roads.lamp" not in [each.category.code for each in found]


def test_nothing_of_a_person_stands_in_the_model(scene, decided):
    decided += [
        replace(each, text=f"{each.text} 我叫王小明 电话 13812345678") for each in decide(300)
    ]
    learn(scene.community, Target.CATEGORY, now=NOW)
    known = set(get_model(scene.community.pk, Target.CATEGORY).keys.tolist())
    told = {key for text in ("13812345678", "王小明") for key in gram_keys(text).tolist()}
    runs_of_three = {key for key in told if key >= 1 << 42}
    assert len(runs_of_three) > 5
    assert runs_of_three & known == set()


def test_decision_names_the_version_that_suggested(scene, decided):
    decided += decide(300)
    attempt = learn(scene.community, Target.CATEGORY, now=NOW)
    case = report_case(scene, words="楼道口一片漆黑看不清台阶", category="other.other").matter
    record = take(scene, case, "accept", category="roads.lamp")
    facts = facts_of(case, "accept")
    assert (facts["suggested"], facts["suggested_by"], facts["sure"]) == (
        "roads.lamp",
        attempt.version,
        True,
    )
    assert record.sequence > 0


def test_decision_says_where_nobody_knew(scene):
    case = report_case(scene, words="qwerty").matter
    take(scene, case, "accept")
    assert facts_of(case, "accept")["suggested_by"] == "nobody"


def test_dispatch_says_who_suggested_and_whether_it_was_sure(scene, decided):
    decided += decide(300)
    attempt = learn(scene.community, Target.ORGANISATION, now=NOW)
    Category.objects.update(organisation=None)
    learned = dispatch(scene, "楼道口一片漆黑看不清台阶")
    assert (learned["suggested"], learned["suggested_by"], learned["sure"]) == (
        "works",
        attempt.version,
        True,
    )
    unknown = dispatch(scene, "qwerty")
    assert unknown["suggested_by"] == "nobody"
    assert not {"suggested", "sure"} & set(unknown)
    Category.objects.update(organisation=scene.organisations["works"])
    usual = dispatch(scene, "qwerty")
    assert (usual["suggested_by"], usual["sure"]) == ("catalogue", False)
    months = list_months(scene.community, now=timezone.now())
    (month,) = months[Target.ORGANISATION]
    kept = month.kept
    assert (kept.asked, kept.nobody, kept.right, kept.sure, kept.sure_right) == (3, 1, 2, 1, 1)


def dispatch(scene, words: str) -> dict:
    case = report_case(scene, words=words).matter
    take(scene, case, "accept", category="roads.lamp")
    take(scene, case, "dispatch", organisation="works", brief="Please")
    return facts_of(case, "dispatch")


def test_models_of_another_community_are_its_own(scene, decided):
    decided += decide(300)
    learn(scene.community, Target.CATEGORY, now=NOW)
    other = make_scene("poplar", host="poplar.example")
    forget_models(other.community.pk)
    assert get_model(other.community.pk, Target.CATEGORY) is None


def facts_of(case, step):
    return Record.objects.get(matter_id=case.pk, step=step).facts
