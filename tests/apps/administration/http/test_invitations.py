"""The page of an invitation, and the one on which links are written."""

import re

import pytest
from django.test import Client

from linli.ground.parties.models import Duty
from tests.core.rest.calls import on_duty, signed_in
from tests.factories import make_account, make_scene

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
    assert client.get(link).status_code == 404
    assert client.post(link, {"name": "Mr Ma"}).status_code == 404


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
