"""Contributions through the API."""

import pytest
from django.test import Client

from linli.core.contributions.models import Contribution
from linli.core.rest.schemas import Contributed
from tests.core.rest.calls import bearer, get, post, refusal, signed_in
from tests.core.rest.shapes import assert_shape
from tests.factories import make_account, make_case_in_state, report_case


def test_contribution_is_counted(scene):
    matter = report_case(scene).matter
    client = signed_in(make_account(scene.community))
    response = post(client, f"/cases/{matter.number}/contributions/join")
    assert response.status_code == 201
    row = Contribution.objects.get()
    assert_shape(Contributed, response.json())
    assert response.json() == {
        "number": matter.number,
        "kind": "case",
        "contribution": "join",
        "at": row.at.isoformat(),
    }
    assert get(client, f"/matters/{matter.number}")["contributions"] == {"join": 1}


def test_second_contribution_of_one_person_is_refused(scene):
    matter = report_case(scene).matter
    client = signed_in(make_account(scene.community))
    path = f"/cases/{matter.number}/contributions/join"
    post(client, path)
    assert refusal(post(client, path)) == (403, "used_up")


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("join", {}, (403, "not_your_duty")),
        ("supplement", {"text": "Still dark"}, (403, "not_your_duty")),
        ("shout", {}, (404, "not_found")),
    ],
)
def test_contribution_that_is_not_open_to_somebody_unknown(scene, name, body, expected):
    matter = report_case(scene).matter
    path = f"/cases/{matter.number}/contributions/{name}"
    assert refusal(post(Client(), path, body)) == expected


def test_contribution_to_a_closed_matter_is_a_conflict(scene):
    matter = make_case_in_state(scene, "closed")
    path = f"/cases/{matter.number}/contributions/supplement"
    response = post(Client(), path, {"text": "Still dark"}, **bearer(matter))
    assert refusal(response) == (409, "not_in_state")


def test_contribution_with_wrong_words_says_so(scene):
    matter = report_case(scene).matter
    path = f"/cases/{matter.number}/contributions/supplement"
    response = post(Client(), path, {"text": 1}, **bearer(matter))
    assert refusal(response) == (422, "invalid_input")
    assert response.json()["errors"]["text"]["code"] == "not_a_text"
