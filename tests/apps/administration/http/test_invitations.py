"""The page of an invitation, and the one on which links are written."""

import re

import pytest
from django.test import Client

from linli.apps.administration.http.pages import invitations
from linli.apps.administration.models import Invitation
from linli.ground.parties.models import Duty
from tests.core.rest.calls import on_duty, signed_in
from tests.factories import make_account, make_duty, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def link(scene):
    handler = on_duty(scene, "handler")
    page = handler.post("/colleagues", {"what": "link"}, follow=True).content.decode()
    (found,) = re.findall(r"/invitations/[\w-]+", page)
    return found


def test_stranger_is_led_to_sign_in_and_back(link):
    page = Client().get(link).content.decode()
    assert f'href="/sign-in?next={link}"' in page
    refused = Client().post(link, {"name": "X"})
    assert refused.status_code == 403


def test_newcomer_accepts_and_comes_to_his_desk(scene, link):
    account = make_account(scene.community, "Newcomer")
    client = signed_in(account)
    wrong = client.post(link, {"name": " "})
    assert (wrong.status_code, 'id="name-error"' in wrong.content.decode()) == (422, True)
    done = client.post(link, {"name": "Mr Ma"})
    assert (done.status_code, done["Location"]) == (302, "/desk")
    assert Duty.objects.get(account=account).organisation.slug == "works"
    for again in (client.get(link), client.post(link, {"name": "Mr Ma"})):
        assert (again.status_code, again["Location"]) == (302, "/desk")
    late = signed_in(make_account(scene.community, "Second"))
    assert late.get(link).status_code == late.post(link, {"name": "Mr Ma"}).status_code == 404


def test_who_loses_the_race_for_a_link_is_not_welcomed(scene, link, monkeypatch):
    account = make_account(scene.community, "Newcomer")
    monkeypatch.setattr(invitations, "accept_invitation", lambda *_, **__: None)
    answer = signed_in(account).post(link, {"name": "Mr Ma"}, headers={"accept-language": "en"})
    page = answer.content.decode()
    assert (answer.status_code, "Welcome" in page) == (404, False)
    assert "This invitation is not open" in page
    assert not Duty.objects.filter(account=account).exists()


def test_links_that_never_were_are_no_pages(scene):
    assert Client().get("/invitations/AAAAAAAAAAAAAAAAAAAAAA").status_code == 404


def test_open_link_can_be_withdrawn_from_the_list(scene, link):
    handler = on_duty(scene, "handler")
    page = handler.get("/colleagues").content.decode()
    (key,) = re.findall(r'name="invitation" value="([\w-]+)"', page)
    stranger = on_duty(scene, "officer")
    refused = stranger.post("/colleagues", {"what": "withdraw", "invitation": key})
    assert (refused.status_code, Client().get(link).status_code) == (403, 200)
    assert handler.post("/colleagues", {"what": "withdraw", "invitation": key}).status_code == 302
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("kind", ["dispatcher", "officer"])
def test_only_handlers_write_one(scene, kind):
    assert on_duty(scene, kind).post("/colleagues", {"what": "link"}).status_code == 403


def test_administrator_ends_one_from_the_page_of_duties(scene, link):
    admin = on_duty(scene, "administrator")
    page = admin.get("/administration/duties").content.decode()
    (address,) = re.findall(r"/administration/invitations/[\w-]+/end", page)
    assert on_duty(scene, "dispatcher").post(address).status_code == 403
    assert Client().post(address).status_code == 403
    assert admin.get(address).status_code == 405
    assert admin.post(address).status_code == 302
    assert Client().get(link).status_code == 404
    assert admin.post(address).status_code == 403
    assert admin.post("/administration/invitations/x/end").status_code == 404


def test_who_handles_for_two_chooses_on_the_page(scene):
    waterworks = scene.organisations["waterworks"]
    handler = scene.people["handler"]
    duty = make_duty(handler, "handler", organisation=waterworks, place=scene.places.street)
    client = on_duty(scene, "handler")
    refused = client.post("/colleagues", {"what": "link"})
    page = refused.content.decode()
    assert (refused.status_code, page.count('name="as"')) == (422, 1)
    client.post("/colleagues", {"what": "link", "as": str(duty.pk)})
    assert Invitation.objects.get().organisation == waterworks
    assert client.post("/colleagues", {"what": "link", "as": "x"}).status_code == 422


def test_duty_of_a_colleague_is_ended_on_the_page(scene):
    account = make_account(scene.community, "Second")
    works = scene.organisations["works"]
    duty = make_duty(account, "handler", organisation=works, place=scene.places.street)
    posted = {"what": "end", "duty": str(duty.pk)}
    for stranger in (on_duty(scene, "officer"), signed_in(scene.partner), Client()):
        assert stranger.post("/colleagues", posted).status_code == 403
    handler = on_duty(scene, "handler")
    assert 'value="end"' in handler.get("/colleagues").content.decode()
    assert handler.post("/colleagues", posted).status_code == 302
    duty.refresh_from_db()
    assert duty.ends_on is not None
    own = Duty.objects.get(account=scene.people["handler"])
    assert handler.post("/colleagues", posted | {"duty": str(own.pk)}).status_code == 403
