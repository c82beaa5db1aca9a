"""Help: every topic opens, says the limits in force, and leads to the others."""

import pytest
from django.utils import timezone

from linli.core.matters.acting import acting_as_system
from linli.core.matters.versions import change_rules, current_version
from linli.site.http.help import TOPICS


def read(visitor, path: str) -> str:
    response = visitor.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_list_leads_to_every_topic(scene, visitor):
    page = read(visitor, "/help")
    assert [topic.slug for topic in TOPICS if f'href="/help/{topic.slug}"' not in page] == []


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_topic_has_its_title_and_leads_to_the_others(scene, visitor, topic):
    page = read(visitor, f"/help/{topic.slug}")
    assert page.count(f"<h1>{topic.title}</h1>") == 1
    linked = {each.slug for each in TOPICS if f'href="/help/{each.slug}"' in page}
    assert linked == {each.slug for each in TOPICS} - {topic.slug}


@pytest.mark.parametrize("slug", ["nothing", "topic", "States"])
def test_topic_that_does_not_exist_is_not_found(scene, visitor, slug):
    assert visitor.get(f"/help/{slug}").status_code == 404


def test_states_are_explained_for_every_kind(scene, visitor):
    page = read(visitor, "/help/states")
    assert "The organisation in charge is at work on it." in page
    assert "A reviewer looks into what was done and what was not." in page


def test_limits_are_those_in_force(scene, visitor):
    before = read(visitor, "/help/promises")
    assert "within 9 working days" not in before
    now = timezone.now()
    rules = current_version(scene.community, "case", now=now).rules
    change_rules(
        scene.community,
        kind="case",
        rules=rules | {"promises": rules["promises"] | {"handle": "9wd"}},
        acting_user=acting_as_system(scene.community),
        now=now,
    )
    page = read(visitor, "/help/promises")
    assert page.count("within 9 working days") == 1
    asked = "within 5 working days"
    assert page.count(asked) == before.count(asked) - 1


def test_days_of_reopening_and_appeal_are_those_in_force(scene, visitor):
    page = read(visitor, "/help/appeal")
    assert "Within 15 days you can have it handled again" in page
    assert "Within 30 days you can appeal" in page
