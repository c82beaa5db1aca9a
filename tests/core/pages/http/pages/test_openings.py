"""Opening a matter out of another: the appeal against a case's closing."""

import pytest
from django.test import Client

from linli.core.matters.acting import acting_as
from linli.core.matters.models import Matter
from tests.core.rest.calls import page_refusal, signed_in
from tests.factories import give_receipt, make_account, make_case_in_state, make_matter_in


@pytest.fixture
def reporter(scene):
    return make_account(scene.community)


@pytest.fixture
def case(scene, reporter):
    return make_case_in_state(scene, "closed", reporter=acting_as(reporter))


def test_form_is_shown_and_sent_opens_the_appeal(case, reporter):
    client, path = signed_in(reporter), f"/matters/{case.number}/open/appeal"
    assert 'name="grounds"' in client.get(path).content.decode()
    response = client.post(path, {"grounds": "Still dark"})
    appeal = Matter.objects.get(kind="appeal")
    assert response["Location"] == f"/matters/{appeal.number}"
    assert (appeal.state, appeal.backlinks.get().matter) == ("filed", case)


def test_bearer_of_a_receipt_gets_one_for_the_appeal(scene):
    case = make_case_in_state(scene, "closed")
    client = Client()
    client.post("/receipt", {"number": case.number, "secret": give_receipt(case)})
    response = client.post(f"/matters/{case.number}/open/appeal", {"grounds": "Still dark"})
    assert response["Location"] == "/receipt/new"
    number = Matter.objects.get(kind="appeal").number
    assert number in client.get("/receipt/new").content.decode()
    assert number in client.get("/mine").content.decode()


def test_wrong_answers_come_back_with_their_error(case, reporter):
    path = f"/matters/{case.number}/open/appeal"
    response = signed_in(reporter).post(path, {"grounds": " "})
    assert response.status_code == 422
    assert 'id="grounds-error"' in response.content.decode()
    assert Matter.objects.filter(kind="appeal").count() == 0


def test_form_is_refused_to_whoever_may_not_appeal(case):
    response = Client().get(f"/matters/{case.number}/open/appeal")
    assert page_refusal(response) == (403, "not_your_duty")


@pytest.mark.parametrize("kind", ["case", "nothing"])
def test_kind_that_does_not_come_from_this_one_is_not_there(case, reporter, kind):
    response = signed_in(reporter).get(f"/matters/{case.number}/open/{kind}")
    assert response.status_code == 404


def test_appeal_against_an_appeal_is_not_there(scene):
    appeal = make_matter_in(scene, "appeal", "decided")
    assert Client().get(f"/matters/{appeal.number}/open/appeal").status_code == 404
