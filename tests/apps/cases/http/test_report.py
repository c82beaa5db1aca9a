"""The report form: entered for a resident at the desk, and the receipt shown once."""

import re

import pytest
from django.test import Client

from linli.core.matters.models import Matter
from linli.core.records.models import RecordAuthor
from tests.core.rest.calls import on_duty
from tests.factories import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def report(client: Client, scene, **values):
    given = {"category": "roads.lamp", "words": "Dark", "place": scene.places.grid.code} | values
    return client.post("/report", given)


def test_report_for_a_resident_gives_the_officer_no_rights_of_the_reporter(scene):
    officer = on_duty(scene, "dispatcher")
    response = report(officer, scene, on_behalf="on", contact_name="Old Li")
    assert (response.status_code, response["Location"]) == (302, "/receipt/new")
    matter = Matter.objects.get()
    assert RecordAuthor.objects.get().channel == "desk"
    assert matter.number in officer.get("/receipt/new").content.decode()
    taken = officer.post(f"/matters/{matter.number}/steps/accept", {"category": "roads.lamp"})
    assert taken.status_code == 302
    assert officer.get(f"/matters/{matter.number}/steps/withdraw").status_code == 403


def test_receipt_is_shown_once_and_kept_in_no_session(scene):
    client = Client()
    report(client, scene)
    shown = client.get("/receipt/new").content.decode()
    assert Matter.objects.get().number in shown
    assert client.get("/receipt/new")["Location"] == "/receipt"
    assert "new_receipt" not in client.session


def test_report_sent_twice_at_once_is_one_and_not_offered_to_its_own_reporter(scene):
    page = Client().get("/report").content.decode()
    (key,) = re.findall(r'name="idempotency_key" value="([^"]+)"', page)
    for _ in range(2):
        # The browser sends again before the first answer gave it a session.
        sent = report(Client(), scene, idempotency_key=key)
        assert (sent.status_code, sent.headers.get("Location")) == (302, "/receipt/new")
    assert Matter.objects.count() == 1


def test_key_of_another_report_is_refused(scene):
    key = "a" * 32
    report(Client(), scene, idempotency_key=key)
    other = report(Client(), scene, idempotency_key=key, words="Something else")
    assert (other.status_code, Matter.objects.count()) == (403, 1)
