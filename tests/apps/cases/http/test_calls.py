"""The form that calls several organisations to one case."""

import re

import pytest

from linli.core.matters.models import Matter, Receipt
from tests.core.rest.calls import on_duty, page_refusal
from tests.factories import PARTNER, make_case_in_state, make_matter_in, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def case(scene):
    return make_case_in_state(scene, "handling")


def address(case) -> str:
    return f"/matters/{case.number}/open/response"


def test_form_offers_everybody_but_whoever_leads(scene, case):
    text = on_duty(scene, "officer").get(address(case)).content.decode()
    assert (f'value="{PARTNER}"' in text, 'value="works"' in text) == (True, False)


def test_ticked_organisations_are_called_and_no_receipt_is_given(scene, case):
    sent = on_duty(scene, "officer").post(
        address(case), {"organisations": [PARTNER], "brief": "Find whose pipe it is"}
    )
    assert (sent.status_code, sent["Location"]) == (302, f"/matters/{case.number}")
    response = Matter.objects.get(kind="response")
    assert response.holder.slug == PARTNER
    assert not Receipt.objects.filter(matter=response).exists()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"brief": "Words"}, "organisations-error"),
        ({"organisations": ["works"], "brief": "Words"}, "organisations-error"),
        ({"organisations": [PARTNER]}, "brief-error"),
    ],
)
def test_mistake_is_named_and_what_was_entered_is_kept(scene, case, values, said):
    page = on_duty(scene, "officer").post(address(case), values)
    text = page.content.decode()
    assert (page.status_code, f'id="{said}"' in text) == (422, True)
    assert values.get("brief", "") in text
    kept = re.findall(r'value="([^"]+)" checked', text)
    assert kept == [each for each in values.get("organisations", []) if each == PARTNER]
    assert not Matter.objects.filter(kind="response").exists()


def test_others_than_offices_are_refused(scene, case):
    handler = on_duty(scene, "handler")
    values = {"organisations": [PARTNER], "brief": "Words"}
    assert page_refusal(handler.get(address(case))) == (403, "not_your_duty")
    assert page_refusal(handler.post(address(case), values)) == (403, "not_your_duty")


def test_case_that_nobody_handles_calls_nobody(scene):
    case = make_case_in_state(scene, "closed")
    officer = on_duty(scene, "officer")
    assert page_refusal(officer.get(address(case))) == (403, "not_in_state")


def test_other_kinds_have_no_such_page(scene):
    appeal = make_matter_in(scene, "appeal", "filed")
    assert on_duty(scene, "reviewer").get(address(appeal)).status_code == 404
