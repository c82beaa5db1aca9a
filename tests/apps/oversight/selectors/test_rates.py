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
from linli.apps.oversight.procedure import EXCLUSION
from linli.apps.oversight.selectors.rates import (
    DIMENSIONS,
    RateFilters,
    Rates,
    get_rates,
    list_rates_by,
)
from linli.cli.street import load_demonstration_street
from linli.core.matters.acting import acting_anonymously, acting_as_system
from linli.core.matters.models import Matter, MatterLink, Promise
from linli.core.matters.services import open_matter
from linli.core.records.models import Record
from linli.ground.communities.models import Community
from tests.factories import as_actor, make_case_in_state, make_scene, take, walk

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, 20, tzinfo=UTC)
COUNTED = ("closed", "excluded", "answered", "not_reached", "declined", "not_asked")


def recount(community: Community, filters: RateFilters) -> Rates:
    """The same by reading everything, matter by matter, in plain Python."""
    total = Rates()
    closed = Matter.objects.filter(
        community=community, kind="case", state="closed", privacy="public"
    )
    for matter in closed.select_related("holder"):
        if is_meant(matter, filters):
            total.add(count_one(matter))
    return total


def is_meant(matter: Matter, filters: RateFilters) -> bool:
    group, slug = filters.category, matter.holder.slug if matter.holder else ""
    return (
        (not group or f"{matter.subject}.".startswith(f"{group}."))
        and matter.place_code.startswith(filters.place_code)
        and filters.organisation in {"", slug}
        and (filters.since is None or matter.closed_at >= filters.since)
        and (filters.until is None or matter.closed_at < filters.until)
    )


def how_reached(rated, calls) -> str:
    if rated or any(facts["answered"] == "yes" for facts in calls):
        return "answered"
    if not calls:
        return "not_asked"
    return "declined" if calls[-1]["answered"] == "declined" else "not_reached"


def count_one(matter: Matter) -> Rates:
    links = MatterLink.objects.filter(matter=matter, other__kind="exclusion")
    if links.filter(other__state="granted").exists():
        return Rates(closed=1, excluded=1)
    one = Rates(closed=1)
    promises = list(Promise.objects.filter(matter=matter, name="handle").order_by("opened_at"))
    if promises:
        last = promises[-1]
        one.promised = 1
        one.in_time = int(last.met_at is not None and last.met_at <= last.due_at)
    rated, calls = None, []
    for record in Record.objects.filter(matter_id=matter.pk).order_by("sequence"):
        if record.at < matter.entered_at:
            continue
        if record.step == "rate":
            rated = record.facts
        elif record.step == "call_back":
            calls.append(record.facts)
    reached = [facts for facts in calls if facts["answered"] == "yes"]
    setattr(one, how_reached(rated, calls), 1)
    call = reached[-1] if reached else {}
    solved = (rated or {}).get("solved") or call.get("solved")
    content = (rated or {}).get("satisfied") or call.get("satisfied")
    if call.get("contacted"):
        one.contact_asked, one.contacted = 1, int(call["contacted"] == "yes")
    if solved:
        one.solution_asked, one.solved = 1, int(solved == "yes")
    if content:
        one.content_asked, one.content = 1, int(content in {"very", "satisfied", "basically"})
    return one


@pytest.fixture
def street(settings, tmp_path):
    settings.LINLI_DATA_DIR, settings.LINLI_PROFILE = tmp_path, "cn"
    return load_demonstration_street(now=NOW, seed=3, matters=400)


def test_rates_equal_a_recount_for_every_filter_on_the_demonstration_street(street):
    user = acting_anonymously(street)
    whole = get_rates(user, RateFilters())
    assert whole == recount(street, RateFilters())
    assert whole.closed > 300
    assert sum(getattr(whole, name) for name in COUNTED[1:]) == whole.closed
    since = NOW - timedelta(days=90)
    places = ("", "829999001003", "829999001001002")
    for category, place, organisation, start in product(
        ("", "housing", "roads.lamp"), places, ("", "sanitation", "nobody"), (None, since)
    ):
        filters = RateFilters(
            since=start, category=category, place_code=place, organisation=organisation
        )
        assert get_rates(user, filters) == recount(street, filters), filters


def test_lines_of_every_table_add_up_to_the_whole(street):
    user = acting_anonymously(street)
    whole = get_rates(user, RateFilters())
    for dimension in DIMENSIONS:
        total = Rates()
        for line in list_rates_by(user, RateFilters(), dimension):
            total.add(line.rates)
        assert total == whole, dimension


def test_months_follow_the_clock_of_the_community(street):
    user = acting_anonymously(street)
    found = {line.key: line.rates for line in list_rates_by(user, RateFilters(), "month")}
    for month, rates in found.items():
        year, number = map(int, month.split("-"))
        start = datetime(year, number, 1, tzinfo=UTC) - timedelta(hours=8)
        after = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC) - timedelta(hours=8)
        assert rates == recount(street, RateFilters(since=start, until=after)), month


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
    whole = get_rates(user, RateFilters())
    assert whole.closed > 1000
    assert whole == recount(scene.community, RateFilters())
    for line in list_rates_by(user, RateFilters(), "category")[:6]:
        filters = RateFilters(category=line.key)
        assert get_rates(user, filters) == recount(scene.community, filters)


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
        assert get_rates(user, RateFilters()) == recount(scene.community, RateFilters())
        transaction.set_rollback(True)


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


def exclude(scene, matter, ending: str) -> Matter:
    values = {"ground": "beyond", "reasons": "The pipe belongs to another city"}
    officer = as_actor(scene, matter, EXCLUSION.opening.actors[0])
    made = open_matter("exclusion", acting_user=officer, values=values, origin=matter).matter
    return walk(scene, made, ending)


def test_granted_exclusion_takes_one_case_out_and_moves_nothing_else():
    scene = make_scene()
    matters = [make_case_in_state(scene, "closed") for _ in range(3)]
    for matter in matters:
        take(scene, matter, "rate", solved="no", satisfied="no")
    user = acting_anonymously(scene.community)
    before = get_rates(user, RateFilters())
    exclude(scene, matters[0], "refused")
    assert get_rates(user, RateFilters()) == before
    exclude(scene, matters[1], "granted")
    after = get_rates(user, RateFilters())
    assert (after.closed, after.excluded, after.answered) == (3, 1, 2)
    assert (after.solution.whole, before.solution.whole) == (2, 3)
    assert Matter.objects.get(pk=matters[1].pk).state == "closed"
    recorded = Record.objects.filter(kind="exclusion", step="grant").values("role", "facts")
    assert [row["role"] for row in recorded] == ["supervisor"]


def test_rating_of_an_earlier_closing_does_not_count():
    scene = make_scene()
    matter = make_case_in_state(scene, "closed")
    take(scene, matter, "rate", solved="no", satisfied="no")
    take(scene, matter, "reopen")
    walk(scene, matter, "closed")
    rates = get_rates(acting_anonymously(scene.community), RateFilters())
    assert (rates.closed, rates.answered, rates.not_asked) == (1, 0, 1)


def test_number_of_queries_does_not_depend_on_the_cases(django_assert_num_queries):
    scene = make_scene()
    user = acting_anonymously(scene.community)
    for _ in range(4):
        make_case_in_state(scene, "closed")
        with django_assert_num_queries(1):
            get_rates(user, RateFilters())


def test_restricted_cases_count_for_those_alone_who_may_see_them():
    scene = make_scene()
    make_case_in_state(scene, "closed", category="disputes.home")
    stranger = acting_anonymously(scene.community)
    assert get_rates(stranger, RateFilters()).closed == 0
    assert get_rates(acting_as_system(scene.community), RateFilters()).closed == 1
