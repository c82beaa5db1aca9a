"""Looking on the spot: how near is kept, where somebody stood is not."""

import json

import pytest
from django.test import Client

from linli.core.matters.definition import Choice, Field, FieldType
from linli.core.matters.errors import DefinitionError, InputRefusedError
from linli.core.matters.services import perform
from linli.core.records.models import Record, RecordPart
from tests.core.rest.calls import on_duty
from tests.factories import make_case_in_state, make_scene

pytestmark = pytest.mark.django_db
SPOT = "31.205000, 121.405000"


@pytest.fixture
def scene():
    return make_scene()


def verify(scene, case, here=None) -> dict:
    values = {"here": here} if here else {}
    perform(case.pk, "verify", acting_user=scene.acting("steward"), values=values)
    return Record.objects.get(matter_id=case.pk, step="verify").facts


@pytest.mark.parametrize(
    ("here", "nearness"),
    [
        (SPOT, "spot"),
        ("31.205800, 121.405000", "spot"),
        ("31.205900, 121.405200", "near"),
        ("31.205000, 121.409900", "near"),
        ("31.209900, 121.409900", "grid"),
        ("31.215000, 121.405000", "away"),
    ],
)
def test_nearness_is_counted_from_the_spot(scene, here, nearness):
    case = make_case_in_state(scene, "handled", coordinates=SPOT)
    assert verify(scene, case, here)["nearness"] == nearness


@pytest.mark.parametrize(
    ("here", "nearness"), [("31.201000, 121.401000", "grid"), ("31.205000, 121.415000", "away")]
)
def test_case_without_a_spot_was_looked_at_in_its_grid_or_not(scene, here, nearness):
    case = make_case_in_state(scene, "handled")
    assert verify(scene, case, here)["nearness"] == nearness


def test_phone_that_says_nothing_leaves_nothing(scene):
    case = make_case_in_state(scene, "handled", coordinates=SPOT)
    assert "nearness" not in verify(scene, case)


def test_where_somebody_stood_is_nowhere(scene):
    case = make_case_in_state(scene, "handled", coordinates=SPOT)
    perform(
        case.pk,
        "send_back",
        acting_user=scene.acting("steward"),
        values={"reason": "Dark", "here": "31.205123, 121.405456"},
    )
    records = Record.objects.filter(matter_id=case.pk)
    kept = json.dumps(list(records.values_list("facts", flat=True)))
    kept += " ".join(RecordPart.objects.values_list("text", flat=True))
    assert "205123" not in kept
    page = Client(headers={"accept-language": "en"}).get(f"/matters/{case.number}").content.decode()
    assert "at the spot, within 100 metres" in page


def test_nobody_may_claim_it(scene):
    case = make_case_in_state(scene, "handled", coordinates=SPOT)
    with pytest.raises(InputRefusedError) as caught:
        perform(case.pk, "verify", acting_user=scene.acting("steward"), values={"nearness": "spot"})
    assert caught.value.errors == {"nearness": "unknown_field"}
    form = on_duty(scene, "steward").get(f"/matters/{case.number}/steps/verify").content.decode()
    assert ('name="here"' in form, 'name="nearness"' in form) == (True, False)


def test_what_is_reckoned_is_a_choice_that_nobody_must_give():
    choices = (Choice("a", "A"),)
    with pytest.raises(DefinitionError):
        Field(name="far", label="Far", type=FieldType.CHOICE, choices=choices, reckoned=True)
    with pytest.raises(DefinitionError):
        Field(name="far", label="Far", type=FieldType.LINE, required=False, reckoned=True)
