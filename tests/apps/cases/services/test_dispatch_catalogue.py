"""The dispatch catalogue: the best fitting line wins, and every line stays in the history."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from linli.apps.cases.models import CatalogueEntry
from linli.apps.cases.selectors.dispatch_catalogue import find_entry, list_entries
from linli.apps.cases.selectors.hints import suggest_for_cases
from linli.apps.cases.services.dispatch_catalogue import add_entry, end_entry
from linli.core.matters.acting import acting_as
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.ground.parties.models import Organisation
from tests.factories import (
    make_account,
    make_duty,
    make_organisation,
    make_scene,
    report_case,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def dispatcher(scene):
    for slug in ("north", "night", "lamps"):
        make_organisation(scene.community, slug)
    return acting_as(scene.people["dispatcher"])


def add(user, organisation: str, **given):
    line = {"category": "roads", "place": given.pop("place"), "organisation": organisation}
    return add_entry(**{**line, **given}, acting_user=user, now=timezone.now())


def find(scene, at=NOON, category="roads.lamp"):
    entry = find_entry(
        list_entries(scene.community),
        category=category,
        place_code=scene.places.grid.code,
        at=at,
        community=scene.community,
    )
    return entry.organisation.slug if entry else None


def test_nearest_category_then_narrowest_place_then_hours(scene, dispatcher):
    street, grid = scene.places.street.code, scene.places.grid.code
    assert find(scene) is None
    add(dispatcher, "works", place=street)
    assert find(scene) == "works"
    add(dispatcher, "north", place=grid)
    assert find(scene) == "north"
    add(dispatcher, "night", place=grid, from_hour=18, to_hour=8)
    assert (find(scene), find(scene, NIGHT)) == ("north", "night")
    add(dispatcher, "lamps", place=street, category="roads.lamp")
    assert (find(scene, NIGHT), find(scene, category="roads.surface")) == ("lamps", "north")


def test_same_line_again_ends_the_first_and_both_stay_in_the_history(scene, dispatcher):
    first = add(dispatcher, "works", place=scene.places.street.code)
    second = add(dispatcher, "north", place=scene.places.street.code)
    assert list(list_entries(scene.community)) == [second]
    assert list(list_entries(scene.community, ended=True)) == [first]
    end_entry(second.pk, acting_user=dispatcher, now=timezone.now())
    ended = CatalogueEntry.objects.get(pk=second.pk).ended_at
    end_entry(second.pk, acting_user=dispatcher, now=timezone.now())
    assert CatalogueEntry.objects.get(pk=second.pk).ended_at == ended
    assert find(scene) is None


def suggested(user, matter):
    return suggest_for_cases(user, [matter])[matter.pk].values["dispatch"]


def test_suggestion_follows_the_catalogue(scene, dispatcher):
    matter = report_case(scene, words="The 路灯 is out").matter
    add(dispatcher, "north", place=scene.places.grid.code)
    assert "organisation" not in suggested(dispatcher, matter)
    handler = make_account(scene.community, "Handler of the north")
    north = Organisation.objects.get(slug="north")
    make_duty(handler, "handler", organisation=north, place=scene.places.street)
    assert suggested(dispatcher, matter)["organisation"] == "north"
    Organisation.objects.filter(pk=north.pk).update(is_active=False)
    assert "organisation" not in suggested(dispatcher, matter)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"category": "nothing"}, "category"),
        ({"place": "nowhere"}, "place"),
        ({"organisation": "nobody"}, "organisation"),
        ({"from_hour": 24}, "to_hour"),
        ({"from_hour": -1}, "to_hour"),
        ({"from_hour": 8, "to_hour": 8}, "to_hour"),
        ({"to_hour": 25}, "to_hour"),
    ],
)
def test_wrong_line_is_refused_by_the_field_that_is_wrong(scene, dispatcher, wrong, field):
    line = {"category": "roads", "place": scene.places.street.code, "organisation": "works"}
    with pytest.raises(InputRefusedError) as caught:
        add_entry(**{**line, **wrong}, acting_user=dispatcher, now=timezone.now())
    assert caught.value.errors == {field: "not_a_choice"}
    assert CatalogueEntry.objects.count() == 0


def test_catalogue_is_kept_by_dispatchers_and_the_administrator_alone(scene, dispatcher):
    entry = add(dispatcher, "works", place=scene.places.street.code)
    for kind in ("handler", "steward", "supervisor"):
        user = acting_as(scene.people[kind])
        with pytest.raises(StepRefusedError):
            add(user, "north", place=scene.places.street.code)
        with pytest.raises(StepRefusedError):
            end_entry(entry.pk, acting_user=user, now=timezone.now())
    administrator = acting_as(scene.people["administrator"])
    end_entry(entry.pk, acting_user=administrator, now=timezone.now())
    assert list(list_entries(scene.community)) == []


def test_nobody_sets_lines_for_a_place_beyond_his_own(scene, dispatcher):
    account = make_account(scene.community, "Dispatcher of the other grid")
    centre = scene.organisations["centre"]
    make_duty(account, "dispatcher", organisation=centre, place=scene.places.other_grid)
    narrow = acting_as(account)
    entry = add(dispatcher, "works", place=scene.places.grid.code)
    for act in (
        lambda: add(narrow, "works", place=scene.places.grid.code),
        lambda: add(narrow, "works", place=scene.places.street.code),
        lambda: end_entry(entry.pk, acting_user=narrow, now=timezone.now()),
    ):
        with pytest.raises(StepRefusedError) as caught:
            act()
        assert caught.value.code == "not_your_duty"
    assert list(CatalogueEntry.objects.filter(ended_at=None)) == [entry]
    add(narrow, "works", place=scene.places.other_grid.code)
