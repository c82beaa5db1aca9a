"""The starting community: everything invented, everything through the funnel."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from linli.cli.rehearsal import RehearsalError, read_moment
from linli.cli.starting import load_starting_community
from linli.core.contributions.models import Contribution
from linli.core.matters.acting import acting_anonymously, acting_as
from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_matters
from linli.core.matters.versions import procedure_of
from linli.core.pages.clocks import make_main_bar
from linli.core.records.models import Record, RecordPart
from linli.ground.accounts.models import Account
from linli.ground.calendars.public import get_calendar
from linli.ground.parties.models import Duty, Organisation
from linli.ground.places.selectors import find_grid, list_grids

SHANGHAI = ZoneInfo("Asia/Shanghai")
# At other hours no promise may be due soon.
A_MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)


@pytest.fixture(params=["cn", "generic"])
def profile(request, settings):
    settings.LINLI_PROFILE = request.param
    return request.param


@pytest.mark.django_db
def test_street_is_ready_to_be_tried(profile):
    community = load_starting_community(now=A_MORNING)
    assert community.profile == profile
    assert list_grids(community).count() == 6
    assert Counter(Duty.objects.values_list("kind", flat=True)) == {
        "steward": 6,
        "handler": 5,
        "officer": 2,
        "dispatcher": 1,
        "desk": 1,
        "mediator": 1,
        "reviewer": 1,
        "supervisor": 1,
        "administrator": 1,
    }
    assert set(Organisation.objects.values_list("sector", flat=True)) == {
        "government_office",
        "public_institution",
        "company",
        "residents_body",
    }
    people = Account.objects.all()
    assert {person.is_demo for person in people} == {True}
    assert {(person.phone, person.mail) for person in people} == {("", "")}
    assert people.filter(duties__isnull=True).count() == 2
    check_matters(community, profile)


def check_matters(community, profile):
    states = Counter(Matter.objects.values_list("kind", "state"))
    assert states == {
        ("case", "reported"): 1,
        ("case", "accepted"): 1,
        ("case", "handling"): 3 if profile == "cn" else 4,
        ("case", "handled"): 2,
        ("case", "verified"): 1,
        ("case", "closed"): 4,
        ("case", "redirected"): 1,
        ("case", "merged"): 1,
        ("appeal", "examined"): 1,
        ("appeal", "decided"): 1,
    }
    assert Matter.objects.filter(reporter_hidden=True).count() == 1
    assert Matter.objects.filter(privacy="restricted").count() == 1
    assert RecordPart.objects.filter(audience="public").count() == 2
    assert Record.objects.filter(step="rate").count() == 4
    assert Contribution.objects.count() == 2
    looks = Counter(look(matter) for matter in Matter.objects.prefetch_related("promises"))
    assert {"late", "soon", "kept", "broken", "running"} <= set(looks)
    recorded = list(Record.objects.order_by("sequence").values_list("at", flat=True))
    assert recorded == sorted(recorded)
    assert recorded[-1] <= A_MORNING


def look(matter):
    bar = make_main_bar(
        matter,
        procedure=procedure_of(matter),
        calendar=get_calendar(matter.community),
        now=A_MORNING,
    )
    return bar.look if bar else ""


@pytest.mark.django_db
def test_restricted_matter_does_not_exist_for_others():
    community = load_starting_community(now=timezone.now())
    everybody = list_matters(acting_anonymously(community))
    assert everybody.count() == Matter.objects.count() - 1
    mediator = Account.objects.get(display_name="罗大姐")
    assert list_matters(acting_as(mediator)).count() == Matter.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 22, 0, 5, tzinfo=SHANGHAI),
        datetime(2026, 10, 8, 23, 55, tzinfo=SHANGHAI),
    ],
    ids=["a Sunday after midnight", "the night after the long holiday"],
)
def test_it_can_be_loaded_at_any_hour(now):
    community = load_starting_community(now=now)
    late = Matter.objects.filter(due_at__lt=now).count()
    assert late >= 1
    assert find_grid(community, 30.0050, 120.0015).name == "柳岸第一网格"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12d 09:40", datetime(2026, 11, 12, 1, 40, tzinfo=UTC)),
        ("1d 23:59", datetime(2026, 11, 23, 15, 59, tzinfo=UTC)),
        ("20h", datetime(2026, 11, 22, 22, 30, tzinfo=UTC)),
        ("35m", datetime(2026, 11, 23, 17, 55, tzinfo=UTC)),
    ],
)
def test_times_are_counted_back(text, moment):
    now = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    assert read_moment(text, now=now, zone=SHANGHAI) == moment


@pytest.mark.parametrize("text", ["", "0d 09:00", "2d", "soon", "-3h", "2d 9:00"])
def test_time_that_cannot_be_read_is_refused(text):
    with pytest.raises(RehearsalError, match="not a time such as"):
        read_moment(text, now=timezone.now() - timedelta(0), zone=SHANGHAI)
