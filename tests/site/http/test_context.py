"""What the frame of every page knows: language, view, the way to one's desk, and the zone's day."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from linli.ground.parties.enums import DutyKind


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("en", "en"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hans", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("fr", "zh-Hans"),
    ],
)
def test_page_says_in_which_language_it_is(scene, visitor, accepted, tag):
    page = visitor.get("/", headers={"Accept-Language": accepted}).content.decode()
    assert f'<html lang="{tag}">' in page


def test_page_speaks_traditional_chinese_to_whoever_asks_for_it(scene, visitor):
    visitor.post("/language", {"language": "zh-hant"})
    page = visitor.get("/").content.decode()
    assert "我要報事" in page
    assert "我要报事" not in page


def test_desk_is_shown_to_people_on_duty_alone(scene, visitor):
    assert 'href="/desk"' not in visitor.get("/").content.decode()
    visitor.force_login(scene.people[DutyKind.STEWARD])
    assert 'href="/desk"' in visitor.get("/").content.decode()


def test_desk_is_not_shown_to_a_duty_that_has_no_list(scene, visitor):
    visitor.force_login(scene.people[DutyKind.ADMINISTRATOR])
    assert 'href="/desk"' not in visitor.get("/").content.decode()


def test_page_shows_the_day_of_the_community_s_zone(scene, visitor, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 24, 17, tzinfo=UTC))
    assert "Wednesday, November 25" in visitor.get("/").content.decode()


def test_signed_in_person_finds_his_data_in_every_view(scene, visitor):
    assert visitor.get("/").content.decode().count('href="/sign-in"') == 2
    visitor.force_login(scene.people[DutyKind.HANDLER])
    visitor.cookies["view"] = "elder"
    assert visitor.get("/").content.decode().count('href="/account"') == 2
