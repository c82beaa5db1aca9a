"""The closing rates: over all that fell due, whoever did not get it done included."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from linli.apps.oversight.selectors import Rate, RateFilters, Rates, get_rates, list_rates_by
from linli.core.matters.acting import acting_anonymously
from linli.core.matters.models import Matter, Promise
from tests.factories import make_case_in_state, make_scene, take, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def ran_out(matter: Matter, *, days: int = 1) -> Matter:
    """Its handling fell due so many days ago."""
    due = timezone.now() - timedelta(days=days)
    Promise.objects.filter(matter=matter, name="handle").update(
        opened_at=due - timedelta(days=5), due_at=due
    )
    return matter


def done(matter: Matter, *, late: bool) -> None:
    """Reported done some hours before it fell due, or after."""
    promise = Promise.objects.filter(matter=matter, name="handle").latest("opened_at")
    promise.met_at = promise.due_at + timedelta(hours=6 if late else -6)
    promise.save()


def rates_of(scene, **filters) -> Rates:
    user = acting_anonymously(scene.community)
    return get_rates(user, RateFilters(**filters), now=timezone.now())


def by_organisation(scene) -> dict[str, Rates]:
    user = acting_anonymously(scene.community)
    lines = list_rates_by(user, RateFilters(), "organisation", now=timezone.now())
    return {line.key: line.rates for line in lines}


def test_published_figures_of_a_month_give_the_published_rates():
    rates = Rates(due=972, due_closed=911, due_in_time=737, due_open=61)
    assert (rates.closing, rates.timely_closing) == (Rate(911, 972), Rate(737, 972))
    assert (rates.closing.percent, rates.timely_closing.percent) == (94, 76)
    low, high = rates.closing.interval
    assert low <= 93.72 <= high


def test_whoever_never_gets_it_done_counts_in_the_denominator(scene):
    for late in (False, True):
        done(ran_out(make_case_in_state(scene, "closed")), late=late)
    for state in ("dispatched", "handling"):
        ran_out(make_case_in_state(scene, state))
    rates = rates_of(scene)
    assert (rates.due, rates.due_closed, rates.due_in_time, rates.due_open) == (4, 2, 1, 2)


def test_what_is_done_in_time_and_not_closed_yet_is_still_open(scene):
    done(ran_out(make_case_in_state(scene, "handled")), late=False)
    rates = rates_of(scene)
    assert (rates.due, rates.due_closed, rates.due_in_time, rates.due_open) == (1, 0, 0, 1)


def test_what_has_not_fallen_due_is_left_out_whether_done_or_not(scene):
    for state in ("handling", "closed"):
        make_case_in_state(scene, state)
    rates = rates_of(scene)
    assert (rates.closed, rates.due) == (1, 0)


def test_what_is_withdrawn_counts_only_when_its_time_had_run_out(scene):
    late, early = (make_case_in_state(scene, "handling") for _ in range(2))
    ran_out(late)
    for matter in (late, early):
        take(scene, matter, "withdraw")
    rates = rates_of(scene)
    assert (rates.due, rates.due_ended, rates.due_open) == (1, 1, 0)


def test_period_is_that_in_which_it_fell_due(scene):
    due = datetime(2026, 10, 31, 16, tzinfo=UTC)  # The first of November in Shanghai.
    for at in (due, due - timedelta(microseconds=1)):
        matter = make_case_in_state(scene, "closed")
        Promise.objects.filter(matter=matter, name="handle").update(due_at=at, met_at=at)
    assert rates_of(scene, since=due).due == 1
    assert rates_of(scene, until=due).due == 1
    user = acting_anonymously(scene.community)
    lines = list_rates_by(user, RateFilters(), "month", now=timezone.now())
    counted = {line.key: line.rates.due for line in lines if line.rates.due}
    assert counted == {"2026-10": 1, "2026-11": 1}


def test_reopened_case_counts_by_its_present_round_alone(scene):
    matter = ran_out(make_case_in_state(scene, "closed"), days=9)
    done(matter, late=True)
    take(scene, matter, "reopen")
    assert rates_of(scene).due == 0
    walk(scene, matter, "closed")
    again = Promise.objects.filter(matter=matter, name="handle").latest("opened_at")
    now = again.due_at + timedelta(days=1)
    rates = get_rates(acting_anonymously(scene.community), RateFilters(), now=now)
    assert (rates.due, rates.due_closed, rates.due_in_time) == (1, 1, 1)


def test_steward_who_solves_a_reopened_case_earns_nothing_for_the_first_organisation(scene):
    matter = ran_out(make_case_in_state(scene, "closed"))
    done(matter, late=False)
    assert by_organisation(scene)["works"].due_in_time == 1
    for step in ("reopen", "solve", "verify_solution", "close"):
        take(scene, matter, step)
    lines = by_organisation(scene)
    assert set(lines) == {""}
    assert (lines[""].closed, lines[""].due) == (1, 0)
    assert rates_of(scene).closed == 1
    assert rates_of(scene, organisation="works").closed == 0
