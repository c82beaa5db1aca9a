"""Which places have rates: nothing that is published, and no difference of what is published, is
of fewer than three people."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linli.apps.oversight.selectors import OTHER, get_published_places
from linli.apps.oversight.selectors.places import FEWEST_HOLDERS, publish
from linli.ground.places.models import Place
from tests.factories import make_account, make_case_in_state, make_duty, make_scene

HOLDERS = st.dictionaries(
    st.sampled_from("abcdefg"), st.frozensets(st.integers(0, 9), max_size=6), max_size=7
)


@given(HOLDERS, st.booleans())
@example({"a": frozenset({1, 2, 3}), "b": frozenset({4})}, False)
@example({"a": frozenset({1, 2, 3})}, True)
def test_every_line_is_of_three_people_and_so_is_what_the_lines_leave(holders, has_strays):
    alone, has_other = publish(holders, has_strays=has_strays)
    assert all(len(holders[code]) >= FEWEST_HOLDERS for code in alone)
    others = holders.keys() - alone
    people = frozenset().union(*(holders[code] for code in others))
    if has_other:
        assert len(people) >= FEWEST_HOLDERS
    elif alone:
        assert (others, has_strays) == (set(), False)


@given(HOLDERS)
def test_no_more_is_put_together_than_must_be(holders):
    alone, has_other = publish(holders, has_strays=False)
    small = {code for code, people in holders.items() if len(people) < FEWEST_HOLDERS}
    together = frozenset().union(*(holders[code] for code in small))
    if not small or len(together) >= FEWEST_HOLDERS:
        assert (alone, has_other) == (holders.keys() - small, bool(small))


def test_smallest_published_place_joins_what_is_too_small():
    holders = {"a": frozenset(range(5)), "b": frozenset(range(5, 8)), "c": frozenset({9})}
    assert publish(holders, has_strays=False) == ({"a"}, True)


def test_nothing_is_published_where_all_together_are_too_few():
    holders = {"a": frozenset({1}), "b": frozenset({1, 2})}
    assert publish(holders, has_strays=False) == (frozenset(), False)


def test_one_person_in_several_small_places_is_one_person():
    holders = {"a": frozenset({1, 2}), "b": frozenset({1, 2}), "c": frozenset({3, 4, 5})}
    assert publish(holders, has_strays=False) == (frozenset(), True)


def add_neighbourhood(scene, part: str, people: int) -> Place:
    """Next to the first, with so many stewards."""
    code = f"{scene.places.street.code}{part}"
    place = Place.objects.create(
        community=scene.community,
        code=code,
        kind="neighbourhood",
        name=f"Neighbourhood {part}",
        parent=scene.places.street,
    )
    for number in range(people):
        account = make_account(scene.community, f"{code} {number}")
        make_duty(account, "steward", organisation=scene.organisations["centre"], place=place)
    return place


@pytest.mark.django_db
def test_places_are_those_of_the_community_with_who_is_on_duty_today():
    scene = make_scene()
    large, medium = add_neighbourhood(scene, "002", 5), add_neighbourhood(scene, "003", 2)
    places = get_published_places(scene.community)
    assert (places.codes, places.has_other) == ((large.code,), True)
    assert places.key_of(f"{large.code}001") == large.code
    assert places.key_of(scene.places.grid.code) == places.key_of(medium.code) == OTHER
    assert places.is_whole(scene.places.street.code)
    assert not places.is_whole(large.code)


@pytest.mark.django_db
def test_cases_of_a_retired_place_are_never_alone_in_what_is_left():
    scene = make_scene()
    large, medium = add_neighbourhood(scene, "002", 5), add_neighbourhood(scene, "003", 3)
    for number in range(3):
        account = make_account(scene.community, f"Steward {number}")
        centre = scene.organisations["centre"]
        make_duty(account, "steward", organisation=centre, place=scene.places.grid)
    alone = {large.code, medium.code, scene.places.neighbourhood.code}
    assert get_published_places(scene.community).codes == tuple(sorted(alone))
    make_case_in_state(scene, "closed")
    Place.objects.filter(pk=scene.places.neighbourhood.pk).update(retired_on=date(2026, 1, 1))
    places = get_published_places(scene.community)
    assert (places.codes, places.has_other) == ((large.code,), True)
