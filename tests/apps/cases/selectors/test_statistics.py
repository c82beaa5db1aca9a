"""Figures: equal to a plain recount, with every denominator."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from linli.apps.cases.selectors.statistics import (
    ClockTally,
    PromiseFigures,
    RatingFigures,
    count_cases_by_clock,
    get_statistics,
    list_organisation_promises,
    wilson,
)
from linli.core.matters.acting import acting_anonymously
from linli.core.matters.models import Matter, Promise
from tests.factories import make_case_in_state, make_scene, report_case, take, walk


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval_holds_the_share_and_stays_between_0_and_100(pair):
    hits, number = pair
    low, high = wilson(hits, number)
    assert 0 <= low <= 100 * hits / number <= high <= 100


@pytest.mark.parametrize(
    ("hits", "number", "interval"), [(0, 10, (0, 28)), (5, 10, (23, 77)), (325, 374, (83, 90))]
)
def test_wilson_interval_equals_the_published_formula(hits, number, interval):
    assert wilson(hits, number) == interval


@pytest.mark.django_db
def test_tally_parts_unfinished_cases_by_their_clock():
    scene = make_scene()
    now = timezone.now()
    for hours in (-1, 2, 100):
        matter = report_case(scene).matter
        Matter.objects.filter(pk=matter.pk).update(due_at=now + timedelta(hours=hours))
    make_case_in_state(scene, "withdrawn")
    tally = count_cases_by_clock(acting_anonymously(scene.community))
    assert tally == ClockTally(running=1, soon=1, late=1, without=0)
    elsewhere = count_cases_by_clock(
        acting_anonymously(scene.community), place_code=scene.places.other_grid.code
    )
    assert elsewhere.total == 0


@pytest.mark.django_db
def test_promises_count_late_ones_against_the_party_whether_met_or_not():
    scene = make_scene()
    moments = []
    for index in range(4):
        matter = make_case_in_state(scene, "handled" if index < 2 else "handling")
        moments.append(Promise.objects.get(matter=matter, name="handle"))
    past = timezone.now() - timedelta(days=30)
    for promise in moments[1:3]:
        Promise.objects.filter(pk=promise.pk).update(due_at=past)
    user = acting_anonymously(scene.community)
    figures = list_organisation_promises(user, organisation=scene.organisations["works"])
    handle = next(each for each in figures if each.name == "handle")
    assert handle == PromiseFigures("handle", handle.label, kept=1, broken=1, open=1, late=1)
    assert (handle.settled, handle.percent) == (3, 33)


@pytest.mark.django_db
def test_ratings_name_who_did_not_answer_and_count_the_latest_answer():
    scene = make_scene()
    rated = make_case_in_state(scene, "closed")
    make_case_in_state(scene, "closed")
    take(scene, rated, "rate", solved="partly", satisfied="no")
    ratings = get_statistics(acting_anonymously(scene.community)).ratings
    assert ratings == RatingFigures(closed=2, rated=1, solved=0, partly=1, unsolved=0, satisfied=0)
    assert ratings.not_rated == 1


@pytest.mark.django_db
def test_rating_of_an_earlier_closing_does_not_count_for_the_present_one():
    scene = make_scene()
    case = make_case_in_state(scene, "closed")
    take(scene, case, "rate", solved="no", satisfied="no")
    take(scene, case, "reopen")
    walk(scene, case, "closed")
    ratings = get_statistics(acting_anonymously(scene.community)).ratings
    assert (ratings.closed, ratings.rated, ratings.unsolved) == (1, 0, 0)


@pytest.mark.django_db
def test_promise_that_fell_away_late_is_broken_and_in_time_is_dropped():
    scene = make_scene()
    late, early = (make_case_in_state(scene, "handling") for _ in range(2))
    past = timezone.now() - timedelta(days=30)
    Promise.objects.filter(matter=late).update(due_at=past)
    for case in (late, early):
        take(scene, case, "withdraw")
    figures = get_statistics(acting_anonymously(scene.community)).promises
    handle = next(each for each in figures if each.name == "handle")
    assert (handle.broken, handle.dropped, handle.settled) == (1, 1, 1)


@pytest.mark.django_db
def test_organisation_is_late_for_its_own_promises_alone():
    scene = make_scene()
    case = make_case_in_state(scene, "handled")
    past = timezone.now() - timedelta(days=30)
    Promise.objects.filter(matter=case, name__in=["verify", "contact"]).update(due_at=past)
    Promise.objects.filter(matter=case, name="contact").update(met_at=past)
    Matter.objects.filter(pk=case.pk).update(due_at=past)
    lines = get_statistics(acting_anonymously(scene.community)).organisations
    counted = {line.code: (line.total, line.late) for line in lines}
    assert counted["works"] == (1, 0)
    # The office that verifies holds nothing, and is late all the same.
    assert counted["willow-office"] == (0, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "name", "slug"),
    [
        ("reported", "accept", "centre"),
        ("accepted", "dispatch", "centre"),
        ("handled", "verify", "willow-office"),
        ("verified", "close", "centre"),
    ],
)
def test_organisation_that_holds_nothing_is_late_with_what_it_promised(state, name, slug):
    scene = make_scene()
    for _ in range(2):
        case = make_case_in_state(scene, state)
        past = timezone.now() - timedelta(days=30)
        Promise.objects.filter(matter=case, name=name).update(due_at=past)
    lines = get_statistics(acting_anonymously(scene.community)).organisations
    late = {line.code: line for line in lines if line.late}
    assert [(line.code, line.total, line.late) for line in late.values()] == [(slug, 0, 2)]
    assert late[slug].label == scene.organisations[slug].name


@pytest.mark.django_db
def test_states_and_organisations_equal_a_recount():
    scene = make_scene()
    for state in ("reported", "handling", "closed", "closed"):
        make_case_in_state(scene, state)
    statistics = get_statistics(acting_anonymously(scene.community))
    counted = {line.code: line.total for line in statistics.states if line.total}
    assert counted == {"reported": 1, "handling": 1, "closed": 2}
    assert [(line.code, line.total, line.open) for line in statistics.organisations] == [
        ("works", 3, 1),
        ("centre", 0, 0),
        ("willow-office", 0, 0),
    ]
    assert statistics.total == Matter.objects.count()


@pytest.mark.django_db
def test_figures_hold_no_restricted_case_for_those_who_may_not_see_it():
    scene = make_scene()
    report_case(scene, category="disputes.home")
    assert get_statistics(acting_anonymously(scene.community)).total == 0
    assert get_statistics(scene.acting("dispatcher")).total == 1
