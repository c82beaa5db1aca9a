"""Each duty in one click, where things are tried out, and nowhere else."""

import uuid

import pytest

from linli.ground.accounts.models import Account
from linli.ground.parties.enums import DutyKind
from tests.factories import make_account, make_community


@pytest.fixture
def trying_out(scene):
    """The scene with everybody in it made for trying out."""
    Account.objects.filter(community=scene.community).update(is_demo=True)
    return scene


def test_demo_lists_residents_and_people_on_duty(trying_out, visitor):
    resident = make_account(trying_out.community, "Resident Zhao")
    Account.objects.filter(pk=resident.pk).update(is_demo=True)
    page = visitor.get("/demo").content.decode()
    people = [resident, *trying_out.people.values()]
    assert [f'value="{account.pk}"' in page for account in people] == [True] * len(people)


def test_demo_makes_one_the_person_on_duty(trying_out, visitor):
    dispatcher = trying_out.people[DutyKind.DISPATCHER]
    response = visitor.post("/demo", {"account": dispatcher.pk})
    assert (response.status_code, response["Location"]) == (302, "/desk")
    assert visitor.get("/desk", follow=True).wsgi_request.user == dispatcher


def test_demo_makes_one_a_resident_who_has_no_desk(trying_out, visitor):
    resident = make_account(trying_out.community, "Resident Zhao")
    Account.objects.filter(pk=resident.pk).update(is_demo=True)
    assert visitor.post("/demo", {"account": resident.pk})["Location"] == "/"
    assert 'href="/desk"' not in visitor.get("/").content.decode()


def test_demo_is_nobody_who_is_not_there_for_it(trying_out, visitor):
    real = make_account(trying_out.community, "Resident Qian")
    closed = trying_out.people[DutyKind.HANDLER]
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    stranger = make_account(make_community("poplar", host="poplar.example"), "Resident Sun")
    Account.objects.filter(pk=stranger.pk).update(is_demo=True)
    asked = [real.pk, closed.pk, stranger.pk, uuid.uuid4(), "nobody", ""]
    answers = [visitor.post("/demo", {"account": each}).status_code for each in asked]
    assert answers == [404] * len(asked)
    assert "_auth_user_id" not in visitor.session


@pytest.mark.parametrize(("production", "demo"), [(True, True), (True, False), (False, False)])
def test_demo_is_refused_in_production_and_where_it_is_switched_off(
    trying_out, visitor, settings, production, demo
):
    settings.LINLI_PRODUCTION, settings.LINLI_DEMO = production, demo
    chosen = {"account": trying_out.people[DutyKind.DISPATCHER].pk}
    assert visitor.get("/demo").status_code == 404
    assert visitor.post("/demo", chosen).status_code == 404
    assert "_auth_user_id" not in visitor.session


def test_demo_names_nobody_who_is_not_there_for_it(trying_out, visitor):
    Account.objects.filter(pk=trying_out.people[DutyKind.HANDLER].pk).update(is_demo=False)
    page = visitor.get("/demo").content.decode()
    assert trying_out.people[DutyKind.HANDLER].display_name not in page
    assert trying_out.people[DutyKind.STEWARD].display_name in page


def test_demo_leads_a_duty_without_a_desk_to_the_first_page(trying_out, visitor):
    administrator = trying_out.people[DutyKind.ADMINISTRATOR]
    assert visitor.post("/demo", {"account": administrator.pk})["Location"] == "/"
