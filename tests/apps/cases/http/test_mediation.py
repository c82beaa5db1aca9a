"""Asking for mediation on the page: what is asked, what is kept, and who may see it afterwards."""

import pytest
from django.test import Client

from linli.core.matters.models import Matter
from linli.ground.parties.models import Duty
from tests.core.rest.calls import on_duty, post, refusal, signed_in
from tests.factories import make_account, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def answers(scene, **values) -> dict[str, str]:
    given = {"about": "noise", "other_party": "The flat above", "words": "Drums at night"}
    return given | {"place": scene.places.grid.code} | values


def test_request_gives_a_receipt_and_is_seen_by_its_parties_alone(scene):
    client = Client()
    sent = client.post("/mediation", answers(scene))
    assert (sent.status_code, sent["Location"]) == (302, "/receipt/new")
    address = f"/matters/{Matter.objects.get(kind='mediation').number}"
    readers = {
        "bearer": client,
        "mediator": on_duty(scene, "mediator"),
        "handler": on_duty(scene, "handler"),
        "stranger": Client(),
    }
    assert {name: reader.get(address).status_code for name, reader in readers.items()} == {
        "bearer": 200,
        "mediator": 200,
        "handler": 404,
        "stranger": 404,
    }


def test_nobody_asks_where_nobody_mediates(scene):
    Duty.objects.filter(kind="mediator").delete()
    page = Client(headers={"Accept-Language": "en"}).post("/mediation", answers(scene))
    assert (page.status_code, "Nobody mediates here" in page.content.decode()) == (422, True)
    given = {"about": "noise", "other_party": "-", "words": "-", "place": scene.places.grid.code}
    api = post(Client(), "/mediations", given)
    assert (refusal(api)[0], "nobody_mediates" in api.content.decode()) == (422, True)
    assert not Matter.objects.exists()


def test_mistake_keeps_what_was_written(scene):
    page = Client().post("/mediation", answers(scene, about=""))
    text = page.content.decode()
    assert page.status_code == 422
    assert ("Drums at night" in text, "The flat above" in text) == (True, True)
    assert not Matter.objects.exists()


def test_whoever_is_signed_in_is_not_asked_for_his_contact(scene):
    signed = signed_in(make_account(scene.community, contact="13812345678"))
    asked = {
        name: [field in client.get("/mediation").content.decode() for field in FIELDS]
        for name, client in {
            "nobody": Client(),
            "resident": signed,
            "on duty": on_duty(scene, "steward"),
        }.items()
    }
    assert asked == {
        "nobody": [True, False],
        "resident": [False, False],
        "on duty": [True, True],
    }


FIELDS = ('name="contact_phone"', 'name="on_behalf"')
