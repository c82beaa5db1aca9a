import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from linli.ground.communities.models import Community
from linli.ground.places.boundaries.problems import PlaceName, Problem
from linli.ground.places.errors import ForeignUserError, TerritoryRefusedError
from linli.ground.places.models import Place, Territory
from linli.ground.places.services import create_place, rename_place, retire_place
from tests.ground.places.factories import make_community

pytestmark = pytest.mark.django_db

STREET, HOOD, GRID = "110105001", "110105001001", "110105001001001"


@dataclass
class User:
    community_id: uuid.UUID
    is_active: bool = True


@pytest.fixture
def community():
    return make_community()


def create(community, code=STREET, kind="street", name="Street"):
    return create_place(community, code=code, kind=kind, name=name, acting_user=User(community.pk))


def refusal(call, *args, **kwargs):
    with pytest.raises(TerritoryRefusedError) as caught:
        call(*args, **kwargs)
    (problem,) = caught.value.problems
    assert caught.value.code == problem.code
    return problem


def revision():
    return Territory.objects.get().revision


def test_place_is_created_under_the_parent_of_its_code(community):
    street = create(community)
    hood = create(community, HOOD, "neighbourhood", " Neighbourhood ")
    assert (street.kind, street.parent, street.retired_on) == ("street", None, None)
    assert (hood.name, hood.parent, hood.boundary) == ("Neighbourhood", street, None)
    assert not Place.objects.exclude(boundary__isnull=True).exists()


def test_place_created_later_becomes_the_parent(community):
    hood = create(community, HOOD, "neighbourhood", "Neighbourhood")
    other = create(community, "110105002001", "neighbourhood", "Other")
    street = create(community)
    hood.refresh_from_db()
    other.refresh_from_db()
    assert (hood.parent, other.parent) == (street, None)


@pytest.mark.parametrize(
    ("code", "kind", "name", "problem"),
    [
        (
            STREET,
            "castle",
            "X",
            Problem("unknown_kind", None, PlaceName(STREET, "X"), detail="castle"),
        ),
        (
            "110105",
            "street",
            "X",
            Problem("code_length", None, PlaceName("110105", "X"), detail="110105"),
        ),
        (GRID, "grid", "X", Problem("unknown_parent", None, PlaceName(GRID, "X"), detail=HOOD)),
        (STREET, "street", " ", Problem("name_blank", None, PlaceName(STREET, " "))),
        (
            STREET,
            "street",
            "x" * 121,
            Problem("name_too_long", None, PlaceName(STREET, "x" * 121), detail="120"),
        ),
    ],
)
def test_place_that_breaks_a_rule_is_refused(community, code, kind, name, problem):
    assert refusal(create, community, code, kind, name) == problem
    assert Place.objects.count() == 0


def test_code_that_is_taken_is_refused(community):
    create(community)
    assert refusal(create, community, name="Again") == Problem(
        "duplicate_code", None, PlaceName(STREET, "Again"), detail="Street"
    )


def test_code_that_was_retired_is_never_given_again(community):
    retire_place(create(community), acting_user=None)
    assert refusal(create, community, name="New") == Problem(
        "retired_code", None, PlaceName(STREET, "New"), (PlaceName(STREET, "Street"),)
    )
    assert refusal(create, community, HOOD, "neighbourhood", "N") == Problem(
        "retired_parent", None, PlaceName(HOOD, "N"), (PlaceName(STREET, "Street"),)
    )


def test_renamed_place_keeps_its_code(community):
    street = create(community)
    before = revision()
    renamed = rename_place(street, name=" North Street ", acting_user=User(community.pk))
    assert (renamed.code, Place.objects.get().name) == (STREET, "North Street")
    assert revision() != before
    assert refusal(rename_place, street, name="", acting_user=None).code == "name_blank"


def test_retired_place_keeps_its_row(community):
    street = create(community)
    before = revision()
    retire_place(street, on=date(2026, 1, 31), acting_user=User(community.pk))
    assert Place.objects.get().retired_on == date(2026, 1, 31)
    assert revision() != before


def test_place_is_retired_on_the_day_where_it_lies():
    community = make_community()
    Community.objects.update(time_zone="Pacific/Kiritimati")
    place = retire_place(create(community), acting_user=None)
    assert place.retired_on == datetime.now(UTC).astimezone(ZoneInfo("Pacific/Kiritimati")).date()


def test_place_with_live_places_below_is_not_retired(community):
    street = create(community)
    hood = create(community, HOOD, "neighbourhood", "N")
    assert refusal(retire_place, street, acting_user=None) == Problem(
        "live_children", None, PlaceName(STREET, "Street"), (PlaceName(HOOD, "N"),)
    )
    retire_place(hood, acting_user=None)
    assert retire_place(street, acting_user=None).retired_on is not None


def test_place_is_retired_once(community):
    street = create(community)
    stale = Place.objects.get()
    retire_place(street, on=date(2026, 1, 31), acting_user=None)
    assert refusal(retire_place, stale, acting_user=None) == Problem(
        "already_retired", None, PlaceName(STREET, "Street"), detail="2026-01-31"
    )


def test_place_is_not_retired_ahead_of_time(community):
    street = create(community)
    later = datetime.now(UTC).date() + timedelta(days=3)
    assert refusal(retire_place, street, on=later, acting_user=None) == Problem(
        "retired_in_future", None, PlaceName(STREET, "Street"), detail=later.isoformat()
    )


def test_user_of_another_community_changes_nothing(community):
    street = create(community)
    stranger = User(make_community("south").pk)
    with pytest.raises(ForeignUserError):
        create_place(community, code="110105002", kind="street", name="S", acting_user=stranger)
    with pytest.raises(ForeignUserError):
        rename_place(street, name="Other", acting_user=stranger)
    with pytest.raises(ForeignUserError):
        retire_place(street, acting_user=stranger)
    assert list(Place.objects.values_list("name", "retired_on")) == [("Street", None)]
