"""Topics and figures of suggestions: for those on duty, with words beside each drawing."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from linli.apps.insight.enums import Target
from linli.apps.insight.services import find_community_topics, learning
from tests.apps.insight.services.test_finding import complain, fill
from tests.apps.insight.services.test_learning import NOW, decide
from tests.core.rest.calls import on_duty, signed_in
from tests.factories import make_account, make_scene, report_case, take

pytestmark = pytest.mark.django_db
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def officer(scene):
    client = on_duty(scene, "officer")
    client.defaults |= EN
    return client


@pytest.mark.parametrize("path", ["/topics", "/topics/BS-2026-0000", "/suggestions"])
def test_words_of_reporters_are_for_those_on_duty_alone(scene, path):
    resident = signed_in(make_account(scene.community))
    for client in (Client(), resident, on_duty(scene, "handler"), on_duty(scene, "mediator")):
        assert client.get(path).status_code == 403


def test_topics_before_and_after_they_were_looked_for(scene, officer):
    assert "Not looked for yet" in officer.get("/topics").content.decode()
    find_community_topics(scene.community, now=timezone.now())
    assert "Nothing that three different" in officer.get("/topics").content.decode()


def test_topic_says_in_numbers_what_its_drawings_show(scene, officer):
    fill(scene)
    matters = complain(scene, people=4)
    find_community_topics(scene.community, now=timezone.now())
    listed = officer.get("/topics").content.decode()
    core = next(matter.number for matter in matters if f"/topics/{matter.number}" in listed)
    page = officer.get(f"/topics/{core}").content.decode()
    assert f'<a href="/places/{scene.places.grid.code}">' in page
    assert '<td class="num">4</td>' in page
    assert ('class="area area--3"' in page, "<rect" in page) == (True, True)
    assert all(matter.number in page for matter in matters)
    assert officer.get("/topics/BS-2026-0000").status_code == 404


def test_figures_before_anything_was_learned(officer):
    page = officer.get("/suggestions").content.decode()
    assert page.count("In use: the words and lines of the catalogue.") == 2
    assert page.count("Nothing decided here yet.") == 2


def test_figures_of_a_trial_and_of_what_people_decided_since(scene, officer, monkeypatch):
    monkeypatch.setattr(learning, "list_decisions", lambda _community: decide(300))
    attempt = learning.learn(scene.community, Target.CATEGORY, now=NOW)
    for words, category in (("楼道口一片漆黑看不清台阶", "roads.lamp"), ("qwerty", "other.other")):
        take(scene, report_case(scene, words=words).matter, "accept", category=category)
    page = officer.get("/suggestions").content.decode()
    assert f"In use: version {attempt.version}, learned from 240 decisions" in page
    assert "60 of 60 <b>100 %</b>" in page
    assert "took over" in page
    month = page[page.index("What people decided since") :]
    cells = re.findall('<td class="num" data-l="(.+?)">(.+?)</td>', month)[:4]
    expected = {"decided": "2", "as suggested": "1", "where sure": "1 of 1", "no suggestion": "1"}
    assert dict(cells) == expected


def test_trial_is_told_in_days_of_the_community(scene, officer, monkeypatch):
    decisions = decide(300)
    late = datetime(2026, 3, 1, 22, tzinfo=UTC)
    decisions[240:] = [replace(each, at=late) for each in decisions[240:]]
    monkeypatch.setattr(learning, "list_decisions", lambda _community: decisions)
    learning.learn(scene.community, Target.CATEGORY, now=NOW)
    assert "2026-03-02 – 2026-03-02" in officer.get("/suggestions").content.decode()


def test_decisions_of_a_year_are_read_once(scene, officer, django_assert_max_num_queries):
    with django_assert_max_num_queries(24) as asked:
        officer.get("/suggestions")
    assert sum("suggested_by" in each["sql"] for each in asked) == 1


def test_pages_ask_as_much_for_many_as_for_one(scene, officer, django_assert_max_num_queries):
    fill(scene)
    complain(scene, people=6)
    find_community_topics(scene.community, now=timezone.now())
    for path in ("/topics", "/suggestions"):
        officer.get(path)
        with django_assert_max_num_queries(24):
            officer.get(path)
