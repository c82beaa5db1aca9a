"""Whatever kind of matter an app declares: all that follows from the declaration is there, works,
and refuses alike.  A new kind is tested here without another line."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from linli.core.matters.definition import Field, Procedure, Step, asked
from linli.core.matters.definition.actors import Kind
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter
from linli.core.matters.policies import visible_to
from linli.core.matters.registry import Registration, get_options, list_registrations
from linli.core.matters.rules import parse_rules
from linli.core.matters.selectors import find_refusal, list_possible_steps
from linli.core.records.models import Record
from linli.core.rest.addresses import collection_of, step_address
from linli.ground.parties.enums import DutyKind
from linli.ground.profiles.loader import list_profiles
from linli.rest.api import render_openapi
from script._lib.messages.store import TRANSLATED, path_of, read
from tests.core.rest.calls import count_queries, on_duty, page_refusal, refusal, signed_in
from tests.factories import (
    Scene,
    hand_for,
    make_matter_for,
    make_matter_in,
    make_scene,
    make_values,
    multiply,
    reporter_of,
    shortest_way,
    take,
)

REGISTERED = list_registrations()
KINDS = [registration.procedure.kind for registration in REGISTERED]
STATES = [
    (registration.procedure.kind, state.name)
    for registration in REGISTERED
    for state in registration.procedure.states
]
STEPS = [
    (registration.procedure, step)
    for registration in REGISTERED
    for step in registration.procedure.steps
]
STEP_NAMES = [f"{procedure.kind}-{step.name}" for procedure, step in STEPS]
CONFLICTS = {"not_in_state": 409}
# Steps whose service wants more than the state: what has to be taken before.
PREPARED = {("case", "take_down"): ("publish",)}


def an_office(procedure: Procedure) -> str:
    """A duty on which one sees the matter, whoever else may."""
    return procedure.offices[0] if procedure.offices else "dispatcher"


@pytest.fixture
def scene(db) -> Scene:
    return make_scene()


def list_texts(procedure: Procedure) -> Iterator[str]:
    """Every word of a declaration that people read."""
    yield from (procedure.label, procedure.plural)
    for state in procedure.states:
        yield from (state.label, state.meaning)
    yield from (promise.label for promise in procedure.promises)
    if procedure.origin:
        yield procedure.origin.label
    for worklist in procedure.worklists:
        yield from (worklist.label, worklist.hint)
    for declared in (procedure.opening, *procedure.steps, *procedure.contributions):
        yield from (declared.label, declared.done, getattr(declared, "hint", ""))
        for field in declared.fields:
            yield from list_field_texts(field)


def list_field_texts(field: Field) -> Iterator[str]:
    yield from (field.label, field.hint)
    for choice in field.choices:
        yield from (choice.label, choice.hint)


def test_kinds_are_registered():
    assert {"case", "appeal"} <= set(KINDS)


@pytest.mark.parametrize("profile", list_profiles())
@pytest.mark.parametrize(("kind", "state"), STATES, ids=["-".join(each) for each in STATES])
def test_every_state_is_reached_by_steps_that_somebody_may_take(db, profile, kind, state):
    matter = make_matter_in(make_scene(profile=profile), kind, state)
    assert matter.state == state
    taken = list(Record.objects.filter(matter_id=matter.pk).order_by("sequence"))
    assert [(each.from_state, each.to_state) for each in taken][-1][1] == state


@pytest.mark.parametrize(("kind", "state"), STATES, ids=["-".join(each) for each in STATES])
def test_every_state_leads_to_an_end(kind, state):
    procedure = next(each.procedure for each in REGISTERED if each.procedure.kind == kind)
    ends = [each.name for each in procedure.states if each.final]
    assert any(_leads(procedure, state, end) for end in ends)


def _leads(procedure: Procedure, state: str, end: str) -> bool:
    try:
        shortest_way(procedure, state, end)
    except LookupError:
        return False
    return True


@pytest.mark.parametrize("registration", REGISTERED, ids=KINDS)
def test_every_word_is_translated(registration: Registration):
    if not path_of(TRANSLATED).exists():
        pytest.skip("There is no catalogue of translations yet.")
    catalogue = read(TRANSLATED)
    texts = {text for text in list_texts(registration.procedure) if text}
    missing = [text for text in texts if text not in catalogue or not catalogue[text].string]
    assert sorted(missing) == []


@pytest.mark.parametrize("registration", REGISTERED, ids=KINDS)
def test_every_state_says_what_it_means(registration: Registration):
    assert [state.name for state in registration.procedure.states if not state.meaning] == []


@pytest.mark.parametrize("profile", list_profiles())
@pytest.mark.parametrize("registration", REGISTERED, ids=KINDS)
def test_every_profile_has_the_rules(registration: Registration, profile):
    procedure = registration.procedure
    rules = parse_rules(procedure, registration.rules(profile))
    assert set(rules.promises) >= {promise.name for promise in procedure.promises}


@pytest.mark.parametrize("registration", REGISTERED, ids=KINDS)
def test_every_list_of_options_has_entries(scene, registration: Registration):
    procedure = registration.procedure
    declared = (procedure.opening, *procedure.steps, *procedure.contributions)
    names = {field.options for each in declared for field in each.fields if field.options}
    empty = [name for name in sorted(names) if not get_options(name)(scene.community)]
    assert empty == []


@pytest.mark.parametrize("registration", REGISTERED, ids=KINDS)
def test_every_duty_that_is_named_exists(registration: Registration):
    procedure = registration.procedure
    actors = [actor for step in (procedure.opening, *procedure.steps) for actor in step.actors]
    duties = {actor.duty for actor in actors if actor.kind is Kind.DUTY}
    duties |= {worklist.duty for worklist in procedure.worklists}
    duties |= {
        party
        for promise in procedure.promises
        for party in (promise.party, promise.hidden_party)
        if party not in {"holder", ""}
    }
    assert duties <= set(DutyKind.values)


@pytest.mark.parametrize("registration", REGISTERED, ids=KINDS)
def test_names_fit_into_addresses(registration: Registration):
    procedure = registration.procedure
    names = [procedure.kind, *procedure.step_by_name, *procedure.contribution_by_name]
    names += [worklist.name for worklist in procedure.worklists]
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z_]*", name)] == []
    fields = [field.name for field in procedure.opening.fields]
    assert not {"origin", "idempotency_key"} & set(fields)


@pytest.mark.parametrize(("procedure", "step"), STEPS, ids=STEP_NAMES)
def test_step_is_refused_alike_on_page_and_api_to_every_duty_that_may_not(scene, procedure, step):
    matter = make_matter_for(scene, procedure.kind, step)
    values, declared = make_values(scene, step.fields), {actor.duty for actor in step.actors}
    tried = {}
    for kind in DutyKind.values:
        user = scene.acting(kind)
        code = find_refusal(matter, step.name, user=user, now=timezone.now())
        if kind not in declared:
            assert code == "not_your_duty"
        if not visible_to(user).filter(pk=matter.pk).exists():
            hidden = [(404, ""), (404, ""), (404, "matter_not_found")]
            tried[kind] = (_refusals(on_duty(scene, kind), matter, step, values), hidden)
        elif code:
            expected = [(403, code), (403, code), (CONFLICTS.get(code, 403), code)]
            tried[kind] = (_refusals(on_duty(scene, kind), matter, step, values), expected)
    assert {kind: found for kind, (found, _) in tried.items()} == {
        kind: expected for kind, (_, expected) in tried.items()
    }
    assert set(DutyKind.values) - declared <= set(tried)
    assert Matter.objects.get(pk=matter.pk).state == matter.state


def _refusals(client: Client, matter: Matter, step: Step, values: dict[str, str]):
    page = f"/matters/{matter.number}/steps/{step.name}"
    api = step_address(matter.kind, matter.number, step.name)
    return [
        page_refusal(client.get(page)),
        page_refusal(client.post(page, values)),
        refusal(client.post(api, values, "application/json")),
    ]


@pytest.mark.parametrize(("procedure", "step"), STEPS, ids=STEP_NAMES)
def test_step_in_any_other_state_is_refused_alike(scene, procedure, step):
    other = next(each.name for each in procedure.states if each.name not in step.sources)
    matter = make_matter_in(scene, procedure.kind, other)
    client = on_duty(scene, step.actors[0].duty or an_office(procedure))
    found = _refusals(client, matter, step, make_values(scene, step.fields))
    assert found == [(403, "not_in_state"), (403, "not_in_state"), (409, "not_in_state")]


@pytest.mark.parametrize(("procedure", "step"), STEPS, ids=STEP_NAMES)
def test_form_of_step_has_its_fields_for_each_duty_that_may_take_it(scene, procedure, step):
    matter = make_matter_for(scene, procedure.kind, step)
    for actor in step.actors:
        if actor.kind is not Kind.DUTY:
            continue
        account = hand_for(scene, matter, actor, step).account
        page = signed_in(account).get(f"/matters/{matter.number}/steps/{step.name}")
        assert page.status_code == 200
        text = page.content.decode()
        assert [each.name for each in asked(step.fields) if f'name="{each.name}"' not in text] == []


@pytest.mark.parametrize(("procedure", "step"), STEPS, ids=STEP_NAMES)
def test_step_is_offered_to_whoever_is_declared_and_can_be_taken(scene, procedure, step):
    matter = make_matter_for(scene, procedure.kind, step)
    for actor in step.actors:
        user = hand_for(scene, matter, actor, step)
        offered = list_possible_steps(matter, user=user, now=timezone.now())
        assert step in offered
    for earlier in PREPARED.get((procedure.kind, step.name), ()):
        take(scene, matter, earlier)
    take(scene, matter, step)
    assert matter.state == (step.target or step.sources[0])


@pytest.mark.parametrize(("procedure", "step"), STEPS, ids=STEP_NAMES)
def test_operation_of_step_exists(procedure, step):
    collection = collection_of(procedure.kind)
    path = f'"/api/v1/{collection}/{{number}}/steps/{step.name}"'.encode()
    assert path in render_openapi()


@pytest.mark.parametrize("kind", KINDS)
def test_lists_and_matter_of_a_kind_take_as_many_queries_for_thirty_as_for_one(scene, kind):
    procedure = next(each.procedure for each in REGISTERED if each.procedure.kind == kind)
    matter = make_matter_in(scene, kind, procedure.states[0].name)
    paths = [
        f"/matters?kind={kind}",
        f"/api/v1/matters?kind={kind}",
        f"/matters/{matter.number}",
        f"/api/v1/matters/{matter.number}",
    ]
    client = Client() if matter.privacy == Privacy.PUBLIC else on_duty(scene, an_office(procedure))
    one = [count_queries(client, path) for path in paths]
    multiply(matter, 29)
    assert len(client.get(paths[1]).json()["items"]) == 30
    assert [count_queries(client, path) for path in paths] == one


@pytest.mark.parametrize("kind", KINDS)
def test_reporter_of_a_kind_is_known_by_his_receipt(scene, kind):
    state = next(
        each.procedure.states[0].name for each in REGISTERED if each.procedure.kind == kind
    )
    matter = make_matter_in(scene, kind, state)
    assert reporter_of(matter).is_reporter_of(matter)
