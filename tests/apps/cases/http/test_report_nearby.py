"""What was reported there before is offered before sending, with scripts and without."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.apps.cases.models import Category
from linli.apps.cases.selectors.nearby import list_nearby
from linli.core.contributions.models import Contribution
from linli.core.matters.acting import acting_anonymously, acting_as
from linli.core.matters.models import Matter
from tests.core.rest.calls import signed_in
from tests.factories import make_account, make_scene, report_case, reporter_of, walk

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def scene():
    return make_scene()


def given(scene, **values):
    base = {"category": "roads.lamp", "words": "Dark", "place": scene.places.grid.code}
    return base | values


def nearby(scene, **changes):
    asked = {"category": "roads.lamp", "place_code": scene.places.grid.code, "now": timezone.now()}
    return list_nearby(acting_anonymously(scene.community), **asked | changes)


def test_same_thing_in_the_same_grid_is_near(scene):
    here = report_case(scene).matter
    report_case(scene, category="roads.surface")
    beside = report_case(scene, place=scene.places.other_grid.code).matter
    walk(scene, report_case(scene).matter, "closed")
    assert nearby(scene) == [here]
    assert nearby(scene, place_code=scene.places.neighbourhood.code) == [beside, here]
    assert nearby(scene, now=timezone.now() + timedelta(days=31)) == []


def test_no_more_than_three_are_near_and_ones_own_are_not(scene):
    matters = [report_case(scene).matter for _ in range(5)]
    assert nearby(scene) == matters[:1:-1]
    user = reporter_of(matters[-1])
    found = list_nearby(
        user, category="roads.lamp", place_code=scene.places.grid.code, now=timezone.now()
    )
    assert found == matters[3:0:-1]


def test_ones_own_ones_do_not_crowd_out_others(scene):
    other = report_case(scene).matter
    user = acting_as(make_account(scene.community))
    for _ in range(7):
        report_case(scene, reporter=user)
    user = acting_as(user.account)
    asked = {"category": "roads.lamp", "place_code": scene.places.grid.code}
    assert list_nearby(user, **asked, now=timezone.now()) == [other]


def test_matter_of_a_hidden_reporter_is_near_to_nobody(scene):
    report_case(scene, hidden="on")
    assert nearby(scene) == []
    assert Client().post("/report", given(scene)).status_code == 302


def test_hidden_matter_is_near_to_nobody(scene):
    Category.objects.filter(community=scene.community, code="roads.lamp").update(restricted=True)
    report_case(scene)
    assert nearby(scene) == []
    page = Client().post("/report/nearby", given(scene)).content.decode()
    assert "data-found" not in page


def test_form_without_scripts_shows_what_is_near_once_and_keeps_all_answers(scene):
    earlier = report_case(scene).matter
    client = Client(headers=ENGLISH)
    shown = client.post("/report", given(scene, spot="East gate"))
    page = shown.content.decode()
    assert shown.status_code == 200
    assert (earlier.number in page, "I have this too" in page) == (True, True)
    for kept in ('value="East gate"', ">Dark</textarea>", 'name="nearby" value="seen"'):
        assert kept in page
    assert Matter.objects.count() == 1
    sent = client.post("/report", given(scene, nearby="seen"))
    assert (sent.status_code, sent["Location"]) == (302, "/receipt/new")
    assert Matter.objects.count() == 2


def test_nothing_stands_between_where_nothing_is_near(scene):
    report_case(scene, category="roads.surface")
    assert Client().post("/report", given(scene)).status_code == 302


def test_one_tap_joins_instead(scene):
    matter = report_case(scene).matter
    client = signed_in(make_account(scene.community))
    page = client.post("/report", given(scene)).content.decode()
    address = f"/matters/{matter.number}/contribute/join"
    assert f'formaction="{address}"' in page
    joined = client.post(address, given(scene))
    assert (joined.status_code, joined["Location"]) == (302, f"/matters/{matter.number}")
    assert Contribution.objects.get().kind == "join"
    assert Matter.objects.count() == 1


WHERE = {
    "list": ({}, True),
    "phone": ({"place": "", "coordinates": "31.205, 121.405"}, True),
    "phone elsewhere": ({"place": "", "coordinates": "1, 1"}, False),
    "no coordinates": ({"place": "", "coordinates": "here"}, False),
    "nothing": ({"place": ""}, False),
    "no such place": ({"place": "x"}, False),
}


@pytest.mark.parametrize(("changes", "is_known"), WHERE.values(), ids=WHERE.keys())
def test_part_names_the_place(scene, changes, is_known):
    response = Client().post("/report/nearby", given(scene) | changes)
    assert (response.status_code, "data-place" in response.content.decode()) == (200, is_known)


def test_part_is_asked_for_by_post_and_takes_no_nonsense(scene):
    assert Client().get("/report/nearby").status_code == 405
    odd = Client().post("/report/nearby", given(scene, category="\0'; --"))
    assert (odd.status_code, "data-found" in odd.content.decode()) == (200, False)


NAMED = {
    "grid": ("behind grid 001, number 3", "grid"),
    "neighbourhood": ("neighbourhood 001, the market", "neighbourhood"),
}


@pytest.mark.parametrize(("address", "place"), NAMED.values(), ids=NAMED.keys())
def test_address_that_names_a_place_is_enough(scene, address, place):
    response = Client().post("/report", given(scene, place="", spot=address))
    assert response.status_code == 302
    assert Matter.objects.get().place == getattr(scene.places, place)


def test_address_that_names_no_place_asks_for_one(scene):
    response = Client(headers=ENGLISH).post("/report", given(scene, place="", spot="Over there"))
    page = response.content.decode()
    assert (response.status_code, page.count("field--error")) == (422, 1)
    assert Matter.objects.count() == 0
