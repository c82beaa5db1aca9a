"""One's own input to an open matter."""

from datetime import timedelta

import pytest
from django.test import Client

from linli.core.contributions.models import Contribution
from linli.core.matters.acting import acting_as
from linli.ground.accounts.enums import LimitScope
from linli.ground.accounts.policies import LIMITS, Limit
from tests.core.rest.calls import signed_in
from tests.factories import make_account, report_case

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def reporter(scene):
    return make_account(scene.community)


@pytest.fixture
def matter(scene, reporter):
    return report_case(scene, reporter=acting_as(reporter)).matter


def test_form_is_shown_and_sent_adds_the_words(matter, reporter):
    client, path = signed_in(reporter), f"/matters/{matter.number}/contribute/supplement"
    assert 'name="text"' in client.get(path).content.decode()
    response = client.post(path, {"text": "It flickers"})
    assert (response.status_code, response["Location"]) == (302, f"/matters/{matter.number}")
    assert Contribution.objects.values_list("kind", "text").get() == ("supplement", "It flickers")


def test_wrong_words_come_back_with_their_error(matter, reporter):
    path = f"/matters/{matter.number}/contribute/supplement"
    response = signed_in(reporter).post(path, {"text": "a" * 2001})
    assert response.status_code == 422
    assert 'id="text-error"' in response.content.decode()
    assert Contribution.objects.count() == 0


def test_joining_needs_no_form_and_is_counted_on_the_page(scene, matter):
    client = signed_in(make_account(scene.community))
    client.post(f"/matters/{matter.number}/contribute/join")
    page = client.get(f"/matters/{matter.number}", headers={"Accept-Language": "en"})
    assert "Others joined: 1" in page.content.decode()


def test_whoever_has_no_account_joins_once_in_his_browser_and_finds_it_again(scene, matter):
    client, other = Client(headers=ENGLISH), Client(headers=ENGLISH)
    address = f"/matters/{matter.number}"
    assert "/contribute/join" in client.get(address).content.decode()
    assert client.post(f"{address}/contribute/join").status_code == 302
    assert "/contribute/join" not in client.get(address).content.decode()
    again = client.post(f"{address}/contribute/join")
    assert (again.status_code, 'data-code="used_up"' in again.content.decode()) == (403, True)
    assert other.post(f"{address}/contribute/join").status_code == 302
    row = Contribution.objects.first()
    assert (row.account, row.author_key[:8], Contribution.objects.count()) == (None, "visitor/", 2)
    assert matter.number in client.get("/mine").content.decode()
    assert matter.number not in Client().get("/mine").content.decode()


def test_joins_without_account_from_one_network_are_bounded(scene, matter, monkeypatch):
    monkeypatch.setitem(LIMITS, LimitScope.VISIT_NETWORK_DAY, Limit(1, timedelta(days=1)))
    address = f"/matters/{matter.number}/contribute/join"
    Client().post(address)
    refused = Client().post(address)
    assert refused.status_code == 403
    assert 'data-code="too_many_requests"' in refused.content.decode()
    assert Contribution.objects.count() == 1
    assert signed_in(make_account(scene.community)).post(address).status_code == 302


def test_kind_that_is_not_declared_is_not_there(matter, reporter):
    client = signed_in(reporter)
    assert client.get(f"/matters/{matter.number}/contribute/shout").status_code == 404
