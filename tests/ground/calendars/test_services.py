import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time

import pytest
from django.db import connection
from django.utils import timezone

from linli.ground.calendars.errors import CalendarShapeError, NoticeError
from linli.ground.calendars.models import CalendarNotice, CommunityCalendar
from linli.ground.calendars.selectors import get_calendar, list_notices
from linli.ground.calendars.services import load_notice, set_weekly_hours
from linli.ground.calendars.working_calendar import DayKind
from linli.ground.communities.models import Community
from tests.ground.calendars.strategies import OFFICE

pytestmark = pytest.mark.django_db
DAYS = {date(2027, 1, 1): DayKind.HOLIDAY, date(2027, 1, 3): DayKind.WORKDAY}


class Somebody:
    def __init__(self):
        self.pk = uuid.uuid4()


@pytest.fixture
def community():
    return Community.objects.create(slug="willow", name="Willow", profile="cn")


def load(community, acting_user=None, **changes):
    given = {"year": 2027, "days": DAYS, "source": " Notice 9 ", **changes}
    return load_notice(community, acting_user=acting_user, **given)


def test_notice_loaded_by_a_person(community):
    person, before = Somebody(), timezone.now()
    row = load(community, person)
    row.refresh_from_db()
    assert (row.community, row.year, row.source) == (community, 2027, "Notice 9")
    assert row.days == {"2027-01-01": "holiday", "2027-01-03": "workday"}
    assert before <= row.loaded_at <= timezone.now()
    assert row.loaded_by_id == person.pk
    assert CommunityCalendar.objects.get(community=community).changed_by_id == person.pk
    assert str(row) == "2027: Notice 9"


def test_notice_loaded_from_the_command_line(community):
    assert load(community).loaded_by_id is None


def test_notice_loaded_again_replaces_the_earlier(community):
    first = load(community, Somebody())
    second = load(community, days={date(2027, 1, 2): DayKind.HOLIDAY}, source="Notice 10")
    assert second.pk == first.pk
    (kept,) = CalendarNotice.objects.filter(community=community)
    assert (kept.source, kept.days, kept.loaded_by_id) == (
        "Notice 10",
        {"2027-01-02": "holiday"},
        None,
    )


def test_notice_of_one_community_leaves_others_alone(community):
    other = Community.objects.create(slug="river", name="River", host="river.example")
    load(community)
    assert list_notices(other) == []
    assert 2027 not in get_calendar(other).published_years


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days": {date(2026, 1, 1): DayKind.HOLIDAY}}, "days"),
        ({"days": {**DAYS, date(2027, 1, 4): DayKind.WORKDAY}}, "days"),
        ({"source": ""}, "source"),
        ({"year": 1}, "year"),
    ],
)
def test_notice_refused(community, changes, field):
    with pytest.raises(NoticeError) as refused:
        load(community, **changes)
    assert refused.value.field == field
    assert not CalendarNotice.objects.exists()
    assert not CommunityCalendar.objects.exists()


def test_notice_accepted_where_a_community_works_on_saturdays(community):
    set_weekly_hours(community, weekly=(OFFICE,) * 6 + ((),), acting_user=None)
    days = {date(2027, 1, 1): DayKind.HOLIDAY, date(2027, 1, 9): DayKind.WORKDAY}
    assert load(community, days=days).year == 2027


def test_weekly_hours_set_and_taken_back(community):
    person, weekly = Somebody(), (((time(8), time(0)),),) * 7
    row = set_weekly_hours(community, weekly=weekly, acting_user=person)
    assert (row.weekly["monday"], row.changed_by_id) == (["08:00-24:00"], person.pk)
    assert get_calendar(community, max_age=0).weekly == weekly
    set_weekly_hours(community, weekly=None, acting_user=None)
    assert get_calendar(community, max_age=0).weekly[5:] == ((), ())


def test_weekly_hours_refused(community):
    with pytest.raises(CalendarShapeError):
        set_weekly_hours(community, weekly=((),) * 6, acting_user=None)
    assert not CommunityCalendar.objects.exists()


def test_every_change_has_a_new_version(community):
    versions = set()
    for _ in range(2):
        load(community)
        versions.add(CommunityCalendar.objects.get(community=community).version)
        set_weekly_hours(community, weekly=None, acting_user=None)
        versions.add(CommunityCalendar.objects.get(community=community).version)
    assert len(versions) == 4


@pytest.mark.django_db(transaction=True)
def test_notices_loaded_at_once_leave_the_last_whole(community):
    def load_one(number):
        try:
            load(Community.objects.get(pk=community.pk), source=f"Notice {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(load_one, range(8)))
    assert [notice.days for notice in list_notices(community)] == [DAYS]
    assert CommunityCalendar.objects.filter(community=community).count() == 1
