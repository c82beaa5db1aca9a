"""The first visit: who may found a community in the browser, and once."""

import pytest
from django.test import Client

from linli.apps.administration.http.pages import setup
from linli.apps.administration.services.first_visit import write_setup_code
from linli.ground.communities.models import Community

pytestmark = pytest.mark.django_db


def test_first_visit_needs_a_code_that_was_written(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    assert Client().get("/setup").status_code == 404
    code = write_setup_code()
    assert (code.isdigit(), len(code), write_setup_code()) == (True, 8, code)
    assert (tmp_path / "setup-code").stat().st_mode & 0o777 == 0o600
    answers = {
        "name": "Poplar",
        "place_code": "829999001",
        "administrator": "Li",
        "contact": "13812345678",
    }
    wrong = Client().post("/setup", answers | {"code": "12345678"})
    assert (wrong.status_code, Community.objects.count()) == (422, 0)
    for name, value in (("contact", "12"), ("place_code", "7"), ("administrator", "x" * 60)):
        refused = Client().post("/setup", answers | {"code": code, name: value})
        assert (refused.status_code, Community.objects.count()) == (422, 0), name
        assert f'id="{name}-error"' in refused.content.decode()
    client = Client()
    assert client.post("/setup", answers | {"code": code})["Location"] == "/administration"
    assert client.get("/administration").status_code == 200
    assert not (tmp_path / "setup-code").exists()


ANSWERS = {
    "name": "Poplar",
    "place_code": "829999001",
    "administrator": "Li",
    "contact": "13812345678",
}


@pytest.mark.parametrize("name", ["x" * 121, "Pop\u202elar", "\u200b"])
def test_name_that_no_community_can_have_is_refused_at_its_field(settings, tmp_path, name):
    settings.LINLI_DATA_DIR = tmp_path
    code = write_setup_code()
    refused = Client().post("/setup", ANSWERS | {"code": code, "name": name})
    page = refused.content.decode()
    assert (refused.status_code, 'id="name-error"' in page) == (422, True)
    assert 'id="place_code-error"' not in page
    assert Community.objects.count() == 0


@pytest.mark.parametrize("wrong", ["验证码", "１２３４５６７８９", "é", "\0"])
def test_code_in_other_signs_is_wrong_and_no_accident(settings, tmp_path, wrong):
    settings.LINLI_DATA_DIR = tmp_path
    write_setup_code()
    assert Client().post("/setup", ANSWERS | {"code": wrong}).status_code == 422


def test_code_may_be_typed_in_full_width(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    wide = write_setup_code().translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    assert Client().post("/setup", ANSWERS | {"code": wide}).status_code == 302


def test_of_two_who_found_at_once_one_does(settings, tmp_path, monkeypatch):
    settings.LINLI_DATA_DIR = tmp_path
    code = write_setup_code()
    found = setup.found_community

    def meanwhile(founding):
        monkeypatch.setattr(setup, "found_community", found)
        second = Client().post("/setup", ANSWERS | {"name": "Second", "code": code})
        assert second.status_code in {404, 422}
        return found(founding)

    monkeypatch.setattr(setup, "found_community", meanwhile)
    assert Client().post("/setup", ANSWERS | {"code": code}).status_code == 302
    assert [each.name for each in Community.objects.all()] == ["Poplar"]
    assert list(tmp_path.glob("setup-code*")) == []


def test_code_is_worthless_after_twenty_wrong_ones(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    code = write_setup_code()
    answers = {
        "name": "P",
        "place_code": "829999001",
        "administrator": "Li",
        "contact": "13812345678",
    }
    wrong = "1" * 8 if code != "1" * 8 else "2" * 8
    for _ in range(20):
        assert Client().post("/setup", answers | {"code": wrong}).status_code == 422
    assert Client().post("/setup", answers | {"code": code}).status_code == 404
    assert list(tmp_path.glob("setup-code*")) == []
