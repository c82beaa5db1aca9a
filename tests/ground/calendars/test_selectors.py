from datetime import date

import pytest
from django.db import transaction

from linli.ground.calendars import selectors
from linli.ground.calendars.notices import Notice
from linli.ground.calendars.selectors import get_calendar, list_notices
from linli.ground.calendars.services import load_notice
from linli.ground.calendars.working_calendar import DayKind
from linli.ground.communities.models import Community

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def community():
    return Community.objects.create(slug="willow", name="Willow", profile="cn")


def load(community, day=NEW_YEAR):
    days = {day: DayKind.HOLIDAY}
    return load_notice(
        community, year=day.year, days=days, source=f"Notice {day}", acting_user=None
    )


def test_calendar_of_profile_and_zone(community):
    community.time_zone = "Asia/Urumqi"
    calendar = get_calendar(community)
    assert (calendar.time_zone, calendar.published_years) == (
        "Asia/Urumqi",
        frozenset(range(2004, 2027)),
    )


def test_calendar_with_own_notice(community):
    load(community)
    calendar = get_calendar(community)
    assert 2027 in calendar.published_years
    assert not calendar.is_working(NEW_YEAR)


def test_calendar_asked_for_again_costs_nothing(community, django_assert_num_queries):
    with django_assert_num_queries(1):
        first = get_calendar(community)
    with django_assert_num_queries(0):
        assert get_calendar(community) is first


def test_calendar_checked_and_unchanged_is_the_same(community, django_assert_num_queries):
    load(community)
    first = get_calendar(community)
    with django_assert_num_queries(1):
        assert get_calendar(community, max_age=0) is first


def test_calendar_changed_elsewhere_is_seen_at_the_next_check(community):
    before = get_calendar(community)
    load(community)
    assert get_calendar(community, max_age=3600) is before
    after = get_calendar(community, max_age=0)
    assert 2027 in after.published_years
    assert get_calendar(community, max_age=3600) is after


def test_calendar_after_a_change_that_was_rolled_back(community):
    with transaction.atomic():
        load(community)
        assert 2027 in get_calendar(community, max_age=0).published_years
        transaction.set_rollback(True)
    assert 2027 not in get_calendar(community, max_age=0).published_years
    load(community, date(2027, 10, 1))
    assert get_calendar(community, max_age=0).is_working(NEW_YEAR)


def test_calendar_after_another_time_zone_was_set(community):
    get_calendar(community)
    community.time_zone = "UTC"
    assert get_calendar(community).time_zone == "UTC"


def test_calendar_shared_by_communities_without_changes(community):
    other = Community.objects.create(slug="river", name="River", host="river.example")
    assert get_calendar(community) is get_calendar(other)


def test_calendars_kept_are_bounded(community, monkeypatch):
    monkeypatch.setattr(selectors, "MOST_KEPT", 2)
    for number in range(5):
        host = f"{number}.example"
        get_calendar(Community.objects.create(slug=f"c{number}", name=host, host=host))
    assert len(selectors._kept) <= 2


def test_notices_listed_by_year(community):
    load(community, date(2028, 1, 1))
    load(community)
    assert list_notices(community) == [
        Notice(2027, "Notice 2027-01-01", {NEW_YEAR: DayKind.HOLIDAY}),
        Notice(2028, "Notice 2028-01-01", {date(2028, 1, 1): DayKind.HOLIDAY}),
    ]
