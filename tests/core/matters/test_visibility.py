"""What somebody may not see does not exist for him."""

import pytest

from linli.core.matters.acting import acting_anonymously, acting_as
from linli.core.matters.enums import Role
from linli.core.matters.errors import MatterNotFoundError, StepRefusedError
from linli.core.matters.policies import audiences_for, roles_on, visible_to
from linli.core.matters.selectors import get_matter, list_timeline
from linli.core.matters.services import disclose_reporter, open_matter, perform
from linli.core.records.enums import Audience
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import ContactAccess
from tests.factories import (
    make_account,
    make_case_in_state,
    make_duty,
    make_scene,
    report_case,
    reporter_of,
    take,
)

pytestmark = pytest.mark.django_db
EVERY = frozenset(Audience)


@pytest.fixture
def scene():
    return make_scene()


def sees(user, matter) -> bool:
    return visible_to(user).filter(pk=matter.pk).exists()


def test_public_matter_exists_for_everybody_of_the_community(scene):
    matter = report_case(scene).matter
    elsewhere = make_scene("elsewhere", host="elsewhere.example")
    assert sees(acting_anonymously(scene.community), matter)
    assert not sees(elsewhere.acting("dispatcher"), matter)


def test_restricted_matter_exists_for_its_parties_alone(scene):
    matter = make_case_in_state(scene, "dispatched", category="disputes.home")
    matter.refresh_from_db()
    matter = walk_restricted(scene, matter)
    stranger = acting_as(make_account(scene.community, "Stranger"))
    allowed = {kind: sees(scene.acting(kind), matter) for kind in DutyKind.values}
    assert allowed == {
        "steward": True,
        "dispatcher": True,
        "handler": True,
        "officer": True,
        "desk": True,
        "mediator": True,
        "reviewer": True,
        "supervisor": True,
        "administrator": False,
    }
    assert (sees(stranger, matter), sees(reporter_of(matter), matter)) == (False, True)


def walk_restricted(scene, matter):
    """The dispatcher keeps the category, so it stays restricted."""
    if matter.privacy != "restricted":
        matter = report_case(scene, category="disputes.home").matter
        user = scene.acting("dispatcher")
        perform(matter.pk, "accept", acting_user=user, values={"category": "disputes.home"})
        perform(
            matter.pk, "dispatch", acting_user=user, values={"organisation": "works", "brief": "x"}
        )
        matter.refresh_from_db()
    return matter


def test_step_on_an_invisible_matter_says_that_there_is_none(scene):
    matter = report_case(scene, category="disputes.home").matter
    user = acting_as(make_account(scene.community, "Stranger"))
    with pytest.raises(MatterNotFoundError):
        perform(matter.pk, "accept", acting_user=user, values={"category": "roads.lamp"})
    with pytest.raises(MatterNotFoundError):
        get_matter(matter.number, user=user)


def test_steward_of_another_grid_is_no_office_to_the_matter(scene):
    account = make_account(scene.community, "Other steward")
    make_duty(
        account,
        "steward",
        organisation=scene.organisations["willow-office"],
        place=scene.places.other_grid,
    )
    matter = report_case(scene).matter
    assert roles_on(matter, acting_as(account)) == {Role.PUBLIC}


@pytest.mark.parametrize(
    ("who", "hidden", "audiences"),
    [
        ("stranger", "", {Audience.PUBLIC}),
        ("reporter", "on", EVERY),
        ("dispatcher", "on", EVERY),
        ("handler", "", {Audience.PUBLIC, Audience.PARTIES, Audience.REPORT}),
        ("handler", "on", {Audience.PUBLIC, Audience.PARTIES}),
        ("administrator", "", {Audience.PUBLIC}),
    ],
)
def test_words_are_read_by_their_audience(scene, who, hidden, audiences):
    matter = make_case_in_state(scene, "handling", hidden=hidden)
    users = {"stranger": acting_anonymously(scene.community), "reporter": reporter_of(matter)}
    user = users.get(who) or scene.acting(who)
    assert audiences_for(matter, roles_on(matter, user)) == audiences


def test_handler_with_an_office_duty_too_reads_no_hidden_report(scene):
    make_duty(
        scene.people[DutyKind.HANDLER],
        "officer",
        organisation=scene.organisations["street-office"],
        place=scene.places.street,
    )
    matter = make_case_in_state(scene, "handling", hidden="on", words="I am Zhang of number 3")
    texts = [
        part.text
        for entry in list_timeline(matter, user=scene.acting("handler"))
        for part in entry.parts
    ]
    assert texts == ["Words about brief"]


def test_former_holder_with_an_office_duty_reads_no_hidden_report(scene):
    """Dispatched anew to another organisation, the first one learns nothing through other duties."""
    steward = scene.people[DutyKind.STEWARD]
    make_duty(
        steward, "handler", organisation=scene.organisations["works"], place=scene.places.street
    )
    matter = make_case_in_state(scene, "closed", hidden="on", words="I am Zhang of number 3")
    make_duty(
        make_account(scene.community, "Other handler"),
        "handler",
        organisation=scene.organisations["registry"],
        place=scene.places.street,
    )
    take(scene, matter, "reopen")
    take(scene, matter, "dispatch", organisation="registry")
    matter.refresh_from_db()
    assert roles_on(matter, acting_as(steward)) == {Role.PUBLIC}


def test_colleague_of_the_handler_reads_no_hidden_report_in_another_duty(scene):
    """The committee handles it; its steward, who handles nothing, is on the hidden side all the same."""
    office = scene.organisations["willow-office"]
    make_duty(
        make_account(scene.community, "Committee's handler"),
        "handler",
        organisation=office,
        place=scene.places.street,
    )
    matter = make_case_in_state(scene, "accepted", hidden="on", contact_phone="13812345678")
    take(scene, matter, "dispatch", organisation="willow-office")
    matter.refresh_from_db()
    steward = scene.acting("steward")
    assert roles_on(matter, steward) == {Role.PUBLIC}
    with pytest.raises(StepRefusedError):
        disclose_reporter(matter, acting_user=steward, now=matter.opened_at)


def test_contact_is_given_out_with_an_entry_that_the_resident_can_read(scene):
    matter = make_case_in_state(
        scene, "handling", contact_phone="13812345678", contact_name="Zhang"
    )
    handler = scene.acting("handler")
    contact = disclose_reporter(matter, acting_user=handler, now=matter.opened_at)
    assert (contact.name, contact.phone, contact.mail) == ("Zhang", "+8613812345678", "")
    assert list(
        ContactAccess.objects.values_list("account", "duty_kind", "matter_number", "resident")
    ) == [(handler.account.pk, "handler", matter.number, matter.reporter_id)]


@pytest.mark.parametrize(
    ("who", "hidden", "phone", "code"),
    [
        ("handler", "on", "13812345678", "hidden_reporter"),
        ("administrator", "", "13812345678", "not_your_duty"),
        ("handler", "", "", "no_contact"),
    ],
)
def test_contact_is_refused(scene, who, hidden, phone, code):
    matter = make_case_in_state(scene, "handling", hidden=hidden, contact_phone=phone)
    with pytest.raises(StepRefusedError) as caught:
        disclose_reporter(matter, acting_user=scene.acting(who), now=matter.opened_at)
    assert (caught.value.code, ContactAccess.objects.count()) == (code, 0)


def serving(scene, organisation, kind="steward"):
    """Somebody on an office duty who serves that organisation."""
    account = make_account(scene.community, f"{organisation} {kind}")
    served = scene.organisations[organisation]
    make_duty(account, kind, organisation=served, place=scene.places.street)
    return acting_as(account)


def test_whoever_gave_a_hidden_reporters_case_back_stays_apart_from_him(scene):
    case = make_case_in_state(scene, "dispatched", hidden="on")
    user = serving(scene, "works")
    assert roles_on(case, user) == {Role.PUBLIC}
    take(scene, case, "ask_return")
    values = {"ruling": "moves", "organisation": "waterworks", "reasons": "Theirs"}
    perform(case.pk, "rule", acting_user=scene.acting("officer"), values=values)
    case.refresh_from_db()
    assert case.holder.slug == "waterworks"
    assert roles_on(case, user) == {Role.PUBLIC}
    assert roles_on(case, serving(scene, "centre")) >= {Role.OFFICE}


def test_whoever_was_called_to_a_hidden_reporters_case_is_no_office_to_it(scene):
    case = make_case_in_state(scene, "handling", hidden="on")
    officer = scene.acting("officer")
    values = {"organisation": "waterworks", "brief": "Find the pipe"}
    child = open_matter("response", acting_user=officer, values=values, origin=case).matter
    for matter in (case, child):
        assert roles_on(matter, serving(scene, "waterworks")) == {Role.PUBLIC}
