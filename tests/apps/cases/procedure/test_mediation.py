"""Mediation: for its parties alone, agreed or not, kept or not."""

import pytest

from linli.core.matters.acting import acting_anonymously
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.models import Matter, Promise
from linli.core.matters.policies import visible_to
from linli.core.matters.services import open_matter, perform
from linli.core.records.models import Record
from linli.ground.parties.enums import DutyKind
from tests.core.rest.calls import on_duty
from tests.factories import make_account, make_duty, make_scene, reporter_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def ask(scene, **values) -> Matter:
    given = {
        "about": "noise",
        "other_party": "The flat above",
        "words": "Drums at night",
        "place": scene.places.grid.code,
    } | values
    return open_matter(
        "mediation", acting_user=acting_anonymously(scene.community), values=given
    ).matter


def test_it_exists_for_its_parties_and_the_mediators_alone(scene):
    mediation = ask(scene)
    assert mediation.title == f"Noise · {scene.places.grid.name}"
    users = {kind.value: scene.acting(kind) for kind in DutyKind}
    users |= {"nobody": acting_anonymously(scene.community), "reporter": reporter_of(mediation)}
    seeing = {
        name for name, user in users.items() if visible_to(user).filter(pk=mediation.pk).exists()
    }
    assert seeing == {"mediator", "reporter"}


def test_agreement_that_is_kept_ends_it(scene):
    mediation = ask(scene)
    for step in ("take_on", "meet", "agree"):
        take(scene, mediation, step)
    assert mediation.state == "agreed"
    mediator = scene.acting("mediator")
    with pytest.raises(StepRefusedError) as caught:
        perform(mediation.pk, "confirm_kept", acting_user=mediator, values={})
    assert caught.value.code == "another_person"
    perform(mediation.pk, "confirm_kept", acting_user=reporter_of(mediation), values={})
    mediation.refresh_from_db()
    assert (mediation.state, mediation.due_at) == ("kept", None)


def test_another_mediator_may_say_that_it_was_kept(scene):
    other = make_account(scene.community, "Other Mediator")
    office = scene.organisations["mediation"]
    make_duty(other, "mediator", organisation=office, place=scene.places.street)
    mediation = ask(scene)
    for step in ("take_on", "agree"):
        take(scene, mediation, step)
    scene.people["mediator"] = other
    take(scene, mediation, "confirm_kept")
    assert mediation.state == "kept"


def test_broken_agreement_brings_both_sides_together_again(scene):
    mediation = ask(scene)
    for step in ("take_on", "agree"):
        take(scene, mediation, step)
    values = {"reason": "Drums again"}
    perform(mediation.pk, "report_broken", acting_user=reporter_of(mediation), values=values)
    mediation.refresh_from_db()
    running = Promise.objects.get(matter=mediation, met_at=None, cancelled_at=None)
    assert (mediation.state, running.name) == ("taken_on", "settle")
    take(scene, mediation, "fail")
    assert mediation.state == "not_agreed"


def test_words_stay_with_the_parties(scene):
    mediation = ask(scene)
    take(scene, mediation, "take_on")
    take(scene, mediation, "agree", terms="No drums after nine")
    audiences = {
        part.audience
        for record in Record.objects.filter(matter_id=mediation.pk)
        for part in record.parts.all()
    }
    assert audiences == {"report"}


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"about": "ghosts"}, {"about": "not_a_choice"}),
        ({"other_party": ""}, {"other_party": "required"}),
        ({"place": ""}, {"place": "required"}),
        ({"contact_phone": "12"}, {"contact_phone": "phone_invalid"}),
    ],
)
def test_what_cannot_be_used_is_named(scene, values, errors):
    with pytest.raises(InputRefusedError) as caught:
        ask(scene, **values)
    assert caught.value.errors == errors
    assert not Matter.objects.exists()


@pytest.mark.parametrize("kind", ["steward", "dispatcher", "officer", "supervisor"])
def test_no_other_office_is_given_words_or_number(scene, kind):
    mediation = ask(scene)
    client = on_duty(scene, kind)
    for path in (f"/matters/{mediation.number}", f"/matters/{mediation.number}/contact"):
        assert client.get(path).status_code in {404, 405}
    assert client.post(f"/matters/{mediation.number}/contact").status_code == 404
