"""The rates: equal to a plain recount of the records, for every filter; exclusions move only what
they should."""

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.apps.cases.public import import_cases, read_mapping
from linli.apps.oversight.selectors import (
    DIMENSIONS,
    RateFilters,
    Rates,
    get_rates,
    list_rates_by,
)
from linli.cli.street import load_demonstration_street
from linli.core.matters.acting import acting_anonymously, acting_as_system
from linli.core.matters.models import Matter, MatterLink
from linli.core.records.models import Record
from linli.ground.communities.models import new_key
from tests.apps.oversight.exclusions import exclude
from tests.apps.oversight.selectors.recount import recount
from tests.factories import make_case_in_state, make_scene, take, walk

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, 20, tzinfo=UTC)
# Long after every promise of a scene of today has run out.
LATER = NOW + timedelta(days=400)
COUNTED = ("closed", "excluded", "answered", "not_reached", "declined", "not_asked")


PARTS = ("closed", "open", "ended")


@pytest.fixture
def street(settings, tmp_path):
    settings.LINLI_DATA_DIR, settings.LINLI_PROFILE = tmp_path, "cn"
    community = load_demonstration_street(now=NOW, seed=3, matters=400)
    grant_exclusions(community, of_every=20)
    return community


def grant_exclusions(community, *, of_every: int) -> None:
    """From the rates, for one closed case in so many, as if a supervisor had."""
    closed = Matter.objects.filter(community=community, kind="case", state="closed")
    for case in closed.order_by("number")[::of_every]:
        granted = Matter.objects.get(pk=case.pk)
        granted.pk, granted.number = new_key(), f"X-{case.number}"
        granted.source_id = granted.number
        granted.kind, granted.state = "exclusion", "granted"
        granted.save(force_insert=True)
        MatterLink.objects.create(
            community=community,
            matter=case,
            other=granted,
            relation="excluded_by",
            created_at=case.entered_at + timedelta(hours=1),
        )


def test_rates_equal_a_recount_for_every_filter_on_the_demonstration_street(street):
    user = acting_anonymously(street)
    whole = get_rates(user, RateFilters(), now=NOW)
    assert whole == recount(street, RateFilters(), now=NOW)
    assert whole.closed > 300
    assert whole.due > 200
    assert min(whole.excluded, whole.due_excluded) > 10
    assert sum(getattr(whole, name) for name in COUNTED[1:]) == whole.closed
    assert sum(getattr(whole, f"due_{name}") for name in PARTS) == whole.due
    assert 0 < whole.due_in_time <= whole.due_closed < whole.due
    since = NOW - timedelta(days=90)
    times = ((None, None), (since, None), (since, NOW - timedelta(days=30)))
    places = ("", "829999001003", "829999001001002")
    for category, place, organisation, (start, end) in product(
        ("", "housing", "roads.lamp"), places, ("", "sanitation", "nobody"), times
    ):
        filters = RateFilters(
            since=start, until=end, category=category, place_code=place, organisation=organisation
        )
        counted = get_rates(user, filters, now=NOW)
        assert counted == recount(street, filters, now=NOW), filters


def test_places_outside_are_the_whole_less_those_places(street):
    user = acting_anonymously(street)
    inside = ("829999001001", "829999001003")
    total = get_rates(user, RateFilters(outside=inside), now=NOW)
    assert total.closed > 0
    for code in inside:
        total.add(get_rates(user, RateFilters(place_code=code), now=NOW))
    assert total == get_rates(user, RateFilters(), now=NOW)


def test_lines_of_every_table_add_up_to_the_whole(street):
    user = acting_anonymously(street)
    whole = get_rates(user, RateFilters(), now=NOW)
    for dimension in DIMENSIONS:
        total = Rates()
        for line in list_rates_by(user, RateFilters(), dimension, now=NOW):
            total.add(line.rates)
        assert total == whole, dimension


def test_months_follow_the_clock_of_the_community(street):
    user = acting_anonymously(street)
    lines = list_rates_by(user, RateFilters(), "month", now=NOW)
    for month, rates in {line.key: line.rates for line in lines}.items():
        year, number = map(int, month.split("-"))
        start = datetime(year, number, 1, tzinfo=UTC) - timedelta(hours=8)
        after = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC) - timedelta(hours=8)
        filters = RateFilters(since=start, until=after)
        assert rates == recount(street, filters, now=NOW), month


def test_organisations_equal_a_recount(street):
    user = acting_anonymously(street)
    lines = list_rates_by(user, RateFilters(), "organisation", now=NOW)
    named = [line for line in lines if line.key]
    assert len(named) > 3
    for line in named:
        filters = RateFilters(organisation=line.key)
        assert line.rates == recount(street, filters, now=NOW), line.key


def test_rates_equal_a_recount_on_imported_service_requests(settings, tmp_path):
    data = Path(__file__).resolve().parents[5] / "shared" / "data" / "cases"
    files = sorted(data.glob("*altimore*.csv")) if data.exists() else []
    if not files:
        pytest.skip("the real service requests are not beside the checkout")
    scene = make_scene(profile="generic")
    mapping = read_mapping(Path("docs/mappings/baltimore.toml"))
    import_cases(
        files[0],
        mapping=mapping,
        acting_user=acting_as_system(scene.community),
        now=NOW,
        rejected=tmp_path / "rejected.csv",
    )
    if connection.vendor == "postgresql":
        # What one transaction has written the database's own upkeep does not see before it ends.
        connection.cursor().execute("ANALYZE")
    user = acting_anonymously(scene.community)
    whole = get_rates(user, RateFilters(), now=NOW)
    assert whole.closed > 1000
    assert whole == recount(scene.community, RateFilters(), now=NOW)
    for line in list_rates_by(user, RateFilters(), "category", now=NOW)[:6]:
        filters = RateFilters(category=line.key)
        counted = get_rates(user, filters, now=NOW)
        assert counted == recount(scene.community, filters, now=NOW)


ANSWERS = st.lists(
    st.one_of(
        st.none(),
        st.tuples(
            st.just("rate"),
            st.sampled_from(["yes", "partly", "no"]),
            st.sampled_from(["very", "basically", "no"]),
        ),
        st.tuples(
            st.just("call"),
            st.sampled_from(["yes", "no", "declined"]),
            st.sampled_from(["yes", "no", ""]),
        ),
    ),
    min_size=1,
    max_size=5,
)


@given(ANSWERS)
@settings(max_examples=12, deadline=None)
def test_rates_equal_a_recount_whatever_was_answered(answers):
    with transaction.atomic():
        scene = make_scene()
        for answer in answers:
            say(scene, make_case_in_state(scene, "closed"), answer)
        user = acting_anonymously(scene.community)
        counted = get_rates(user, RateFilters(), now=LATER)
        assert counted == recount(scene.community, RateFilters(), now=LATER)
        transaction.set_rollback(True)


def test_answer_stands_until_that_question_is_answered_again():
    scene = make_scene()
    case = make_case_in_state(scene, "closed")
    bad = {"contacted": "no", "solved": "no", "satisfied": "no"}
    for answers in (bad, {}, {"solved": "partly"}):
        take(scene, case, "call_back", answered="yes", **answers)
        counted = get_rates(acting_anonymously(scene.community), RateFilters(), now=LATER)
        asked = (counted.contact_asked, counted.solution_asked, counted.content_asked)
        assert asked == (1, 1, 1), answers
        assert (counted.contacted, counted.solved, counted.content) == (0, 0, 0)
        assert counted == recount(scene.community, RateFilters(), now=LATER)


def say(scene, matter, answer) -> None:
    """By the reporter himself, or when he is called."""
    if answer is None:
        return
    kind, first, second = answer
    if kind == "rate":
        take(scene, matter, "rate", solved=first, satisfied=second)
    else:
        more = {"solved": second, "contacted": second} if first == "yes" else {}
        take(scene, matter, "call_back", answered=first, **more)


def test_granted_exclusion_takes_one_case_out_and_moves_nothing_else():
    scene = make_scene()
    matters = [make_case_in_state(scene, "closed") for _ in range(3)]
    for matter in matters:
        take(scene, matter, "rate", solved="no", satisfied="no")
    user = acting_anonymously(scene.community)
    before = get_rates(user, RateFilters(), now=LATER)
    exclude(scene, matters[0], "refused")
    assert get_rates(user, RateFilters(), now=LATER) == before
    exclude(scene, matters[1], "granted")
    after = get_rates(user, RateFilters(), now=LATER)
    assert (after.closed, after.excluded, after.answered) == (3, 1, 2)
    assert (after.solution.whole, before.solution.whole) == (2, 3)
    assert (before.due, after.due, after.due_closed, after.due_excluded) == (3, 2, 2, 1)
    assert Matter.objects.get(pk=matters[1].pk).state == "closed"
    recorded = Record.objects.filter(kind="exclusion", step="grant").values("role", "facts")
    assert [row["role"] for row in recorded] == ["supervisor"]


def test_exclusion_of_an_earlier_closing_does_not_count_for_the_present_one():
    scene = make_scene()
    matter = make_case_in_state(scene, "closed")
    exclude(scene, matter, "granted")
    take(scene, matter, "reopen")
    walk(scene, matter, "closed")
    take(scene, matter, "rate", solved="no", satisfied="no")
    rates = get_rates(acting_anonymously(scene.community), RateFilters(), now=LATER)
    assert (rates.closed, rates.excluded, rates.answered, rates.solution.whole) == (1, 0, 1, 1)
    assert (rates.due, rates.due_closed, rates.due_excluded) == (1, 1, 0)


def test_rating_of_an_earlier_closing_does_not_count():
    scene = make_scene()
    matter = make_case_in_state(scene, "closed")
    take(scene, matter, "rate", solved="no", satisfied="no")
    take(scene, matter, "reopen")
    walk(scene, matter, "closed")
    rates = get_rates(acting_anonymously(scene.community), RateFilters(), now=LATER)
    assert (rates.closed, rates.answered, rates.not_asked) == (1, 0, 1)


def test_number_of_queries_does_not_depend_on_the_cases(django_assert_num_queries):
    scene = make_scene()
    user = acting_anonymously(scene.community)
    for _ in range(4):
        make_case_in_state(scene, "closed")
        with django_assert_num_queries(2):
            get_rates(user, RateFilters(), now=LATER)


def test_restricted_cases_count_for_those_alone_who_may_see_them():
    scene = make_scene()
    make_case_in_state(scene, "closed", category="disputes.home")
    stranger = acting_anonymously(scene.community)
    assert get_rates(stranger, RateFilters(), now=LATER).closed == 0
    assert get_rates(acting_as_system(scene.community), RateFilters(), now=LATER).closed == 1
