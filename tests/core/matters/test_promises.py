"""The public clock of a matter: opened, met, resumed, recomputed, and owed by whom."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from linli.core.matters.acting import acting_anonymously
from linli.core.matters.models import Promise
from linli.core.matters.selectors import get_matter
from linli.core.matters.services import open_matter, recompute_provisional_promises
from linli.core.matters.versions import procedure_of
from linli.core.pages.clocks import list_clocks, make_bar
from linli.core.records.models import Record
from linli.core.rest.clocks import list_clocks as list_rest_clocks
from linli.ground.calendars.public import DayKind, get_calendar, load_notice
from tests.factories import make_case_in_state, make_scene, report_case, take

# A Friday, 17:00 in Shanghai.
FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def facts_of(matter) -> list[tuple]:
    return list(
        Promise.objects.filter(matter=matter)
        .order_by("opened_at", "name")
        .values_list("name", "party__slug", "met_at", "cancelled_at")
    )


def test_report_on_friday_evening_is_due_on_monday_noon():
    """Four working hours: one on Friday, three on Monday."""
    scene = make_scene()
    case = open_matter(
        "case",
        acting_user=acting_anonymously(scene.community),
        values={"category": "roads.lamp", "words": "Dark", "place": scene.places.grid.code},
        now=FRIDAY,
    ).matter
    promise = Promise.objects.get(matter=case)
    assert (promise.limit, promise.due_at) == ("4wh", datetime(2026, 11, 23, 4, tzinfo=UTC))
    assert case.due_at == promise.due_at


def test_promises_are_owed_by_the_offices_of_the_place_and_by_the_holder():
    scene = make_scene()
    case = report_case(scene).matter
    now = case.opened_at
    for step in ("accept", "dispatch", "start", "handle", "verify"):
        now += timedelta(hours=1)
        take(scene, case, step, now=now)
    owed = {name: party for name, party, _, _ in facts_of(case)}
    assert owed == {
        "accept": "centre",
        "dispatch": "centre",
        "contact": "works",
        "handle": "works",
        "verify": "willow-office",
        "close": "centre",
    }


def test_contact_of_a_hidden_reporter_is_owed_by_the_dispatching_office():
    scene = make_scene()
    case = report_case(scene, hidden="on").matter
    take(scene, case, "accept")
    take(scene, case, "dispatch")
    assert Promise.objects.get(matter=case, name="contact").party.slug == "centre"


def test_result_that_was_sent_back_never_stopped_the_clock():
    scene = make_scene()
    case = report_case(scene).matter
    for step in ("accept", "dispatch", "start", "handle"):
        take(scene, case, step)
    before = Promise.objects.get(matter=case, name="handle")
    assert before.met_at is not None
    take(scene, case, "send_back")
    after = Promise.objects.get(matter=case, name="handle")
    assert (after.pk, after.due_at, after.met_at) == (before.pk, before.due_at, None)
    case.refresh_from_db()
    assert case.due_at == min(
        Promise.objects.filter(matter=case, met_at=None).values_list("due_at", flat=True)
    )


def test_withdrawal_drops_what_was_promised():
    scene = make_scene()
    case = report_case(scene).matter
    take(scene, case, "accept")
    later = case.opened_at + timedelta(hours=2)
    take(scene, case, "withdraw", now=later)
    case.refresh_from_db()
    assert [fact for fact in facts_of(case) if fact[0] == "dispatch"] == [
        ("dispatch", "centre", None, later)
    ]
    assert (case.due_at, case.closed_at) == (None, later)


def test_provisional_promise_moves_when_the_years_notice_is_loaded():
    """Due in a year whose holidays are not published; its notice makes the due day a holiday."""
    scene = make_scene()
    case = report_case(scene).matter
    for step in ("accept", "dispatch"):
        take(scene, case, step, now=datetime(2027, 3, 1, 2, tzinfo=UTC))
    promise = Promise.objects.get(matter=case, name="handle")
    assert (promise.provisional, promise.due_at) == (True, datetime(2027, 3, 8, 10, tzinfo=UTC))
    days = {date(2027, 1, 1): DayKind.HOLIDAY, date(2027, 3, 8): DayKind.HOLIDAY}
    load_notice(scene.community, year=2027, days=days, source="Notice 1", acting_user=None)
    assert recompute_provisional_promises(scene.community) > 0
    promise.refresh_from_db()
    case.refresh_from_db()
    assert (promise.provisional, promise.due_at) == (False, datetime(2027, 3, 9, 10, tzinfo=UTC))
    assert recompute_provisional_promises(scene.community) == 0
    record = Record.objects.filter(matter_id=case.pk).latest("sequence")
    assert (record.step, record.role, record.to_state) == ("recount", "system", "dispatched")
    assert record.facts["due"]["handle"] == "2027-03-09T10:00:00Z"


@pytest.mark.parametrize(("reached", "met"), [("yes", True), ("no", False)])
def test_contact_counts_when_the_reporter_was_reached(reached, met):
    scene = make_scene()
    case = report_case(scene).matter
    for step in ("accept", "dispatch"):
        take(scene, case, step)
    take(scene, case, "contact", reached=reached)
    promise = Promise.objects.get(matter=case, name="contact")
    assert (promise.met_at is not None) == met
    facts = Record.objects.get(matter_id=case.pk, step="contact").facts
    assert (facts["reached"], facts.get("met")) == (reached, ["contact"] if met else None)


def test_promise_that_was_dropped_after_its_time_stays_on_the_clock_as_not_kept():
    scene = make_scene()
    case = make_case_in_state(scene, "verified")
    Promise.objects.filter(matter=case, name="contact").update(
        opened_at=FRIDAY, due_at=FRIDAY + timedelta(days=1)
    )
    take(scene, case, "close")
    matter = get_matter(case.number, user=acting_anonymously(scene.community))
    shown = {"procedure": procedure_of(matter), "now": timezone.now()}
    clocks = list_clocks(matter, calendar=get_calendar(scene.community), **shown)
    assert [clock.look for clock in clocks].count("failed") == 1
    told = list_rest_clocks(matter, user=acting_anonymously(scene.community), **shown)
    assert [clock["state"] for clock in told if clock["name"] == "contact"] == ["not_kept"]


def test_promise_that_was_dropped_in_time_leaves_the_clock():
    scene = make_scene()
    case = make_case_in_state(scene, "handling")
    take(scene, case, "withdraw")
    matter = get_matter(case.number, user=acting_anonymously(scene.community))
    calendar = get_calendar(scene.community)
    clocks = list_clocks(
        matter, procedure=procedure_of(matter), calendar=calendar, now=timezone.now()
    )
    assert [clock.look for clock in clocks if clock.look == "failed"] == []


@pytest.mark.parametrize(
    ("limit", "passed", "words"),
    [
        ("1wd", timedelta(hours=1), "Late by less than a working day"),
        ("1cd", timedelta(minutes=1), "Late by less than a day"),
        ("1cd", timedelta(hours=49), "Late by 2 days"),
    ],
)
def test_lateness_is_never_said_to_be_nothing(limit, passed, words):
    scene = make_scene()
    calendar = get_calendar(scene.community)
    promise = Promise(limit=limit, opened_at=FRIDAY, due_at=FRIDAY + timedelta(days=1))
    with override("en"):
        bar = make_bar(promise, calendar=calendar, now=promise.due_at + passed)
    assert (bar.say, bar.look) == (words, "late")
