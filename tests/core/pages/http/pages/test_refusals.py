"""Every refusal, tried on the page and on the API: both say the same code, neither does a thing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from linli.core.contributions.models import Contribution
from linli.core.matters.acting import acting_as
from linli.core.matters.models import Matter
from linli.core.pages.messages import REFUSALS
from linli.core.records.models import Record
from linli.ground.accounts.public import Account
from tests.core.pages.http.pages.attempts import Attempt, step
from tests.core.pages.http.pages.office_attempts import (
    answering_for_what_was_kept,
    done_while_others_are_called,
    longer_when_late,
    rejecting_work_as_a_solution,
    returning_twice,
    ruling_on_nothing,
    ruling_on_ones_own_dispatch,
    sending_back_what_nobody_holds,
    starting_before_the_ruling,
    taking_what_another_is_at,
)
from tests.core.rest.calls import on_duty, page_refusal, post, refusal, signed_in
from tests.factories import (
    Scene,
    make_account,
    make_case_in_state,
    make_duty,
    make_matter_in,
    report_case,
    take,
)

KEY = "a-key-of-sixteen-letters"
CONFLICTS = {"not_in_state", "idempotency_mismatch"}


def contribution(client: Client, matter: Matter, name: str, **values: Any) -> Attempt:
    page = f"/matters/{matter.number}/contribute/{name}"
    return Attempt(client, page, f"/cases/{matter.number}/contributions/{name}", values)


def appeal(client: Client, case: Matter) -> Attempt:
    page = f"/matters/{case.number}/open/appeal"
    return Attempt(client, page, "/appeals", {"grounds": "Dark"}, {"origin": case.number})


def reported_by(scene: Scene, state: str) -> tuple[Account, Matter]:
    account = make_account(scene.community)
    return account, make_case_in_state(scene, state, reporter=acting_as(account))


def too_early(scene: Scene) -> Attempt:
    return step(on_duty(scene, "dispatcher"), report_case(scene).matter, "dispatch")


def too_fast(scene: Scene) -> Attempt:
    matter = make_case_in_state(scene, "accepted")
    return step(on_duty(scene, "dispatcher"), matter, "accept", category="roads.lamp")


def other_duty(scene: Scene) -> Attempt:
    return step(on_duty(scene, "handler"), report_case(scene).matter, "accept")


def no_duty(scene: Scene) -> Attempt:
    return step(Client(), report_case(scene).matter, "accept", category="roads.lamp")


def other_place(scene: Scene) -> Attempt:
    matter = make_case_in_state(scene, "handled", place=scene.places.other_grid.code)
    return step(on_duty(scene, "steward"), matter, "verify")


def other_holder(scene: Scene) -> Attempt:
    rival = make_account(scene.community, "Rival")
    centre, street = scene.organisations["centre"], scene.places.street
    make_duty(rival, "handler", organisation=centre, place=street)
    return step(signed_in(rival), make_case_in_state(scene, "dispatched"), "start")


def own_report(scene: Scene) -> Attempt:
    dispatcher = scene.people["dispatcher"]
    matter = report_case(scene, reporter=acting_as(dispatcher)).matter
    return step(signed_in(dispatcher), matter, "accept", category="roads.lamp")


def own_closing(scene: Scene) -> Attempt:
    matter = make_matter_in(scene, "appeal", "filed")
    dispatcher, review = scene.people["dispatcher"], scene.organisations["review"]
    make_duty(dispatcher, "reviewer", organisation=review, place=scene.places.street)
    return step(signed_in(dispatcher), matter, "examine")


def own_work(scene: Scene) -> Attempt:
    handler, office = scene.people["handler"], scene.organisations["willow-office"]
    make_duty(handler, "steward", organisation=office, place=scene.places.grid)
    return step(signed_in(handler), make_case_in_state(scene, "handled"), "verify")


def colleagues_work(scene: Scene) -> Attempt:
    colleague, works = make_account(scene.community, "Colleague"), scene.organisations["works"]
    make_duty(colleague, "dispatcher", organisation=works, place=scene.places.street)
    return step(signed_in(colleague), make_case_in_state(scene, "verified"), "close")


def hidden_from_holder(scene: Scene) -> Attempt:
    matter = make_case_in_state(scene, "dispatched", hidden="on")
    return step(on_duty(scene, "handler"), matter, "contact", reached="yes")


def second_rating(scene: Scene) -> Attempt:
    account, matter = reported_by(scene, "closed")
    take(scene, matter, "rate")
    return step(signed_in(account), matter, "rate", solved="yes", satisfied="very")


def late_reopening(scene: Scene) -> Attempt:
    account, matter = reported_by(scene, "closed")
    age(matter, days=16)
    return step(signed_in(account), matter, "reopen", reason="Dark again")


def age(matter: Matter, *, days: int) -> None:
    Matter.objects.filter(pk=matter.pk).update(entered_at=matter.entered_at - timedelta(days=days))


def publishing_what_is_restricted(scene: Scene) -> Attempt:
    matter = report_case(scene, category="disputes.home").matter
    values = {"public_title": "A call", "public_words": "Words"}
    return step(on_duty(scene, "dispatcher"), matter, "publish", **values)


def taking_down_nothing(scene: Scene) -> Attempt:
    matter = report_case(scene).matter
    return step(on_duty(scene, "dispatcher"), matter, "take_down", grounds="wish")


def used_key(scene: Scene) -> Attempt:
    dispatcher = on_duty(scene, "dispatcher")
    path = f"/cases/{report_case(scene).matter.number}/steps/accept"
    post(dispatcher, path, {"category": "roads.lamp"}, Idempotency_Key=KEY)
    other = step(dispatcher, report_case(scene).matter, "accept", category="roads.lamp")
    return Attempt(other.client, other.page, other.api, other.values, key=KEY)


def joining_ones_own(scene: Scene) -> Attempt:
    account, matter = reported_by(scene, "handling")
    return contribution(signed_in(account), matter, "join")


def joining_twice(scene: Scene) -> Attempt:
    client = signed_in(make_account(scene.community))
    tried = contribution(client, report_case(scene).matter, "join")
    client.post(tried.page)
    return tried


def adding_to_what_is_closed(scene: Scene) -> Attempt:
    account, matter = reported_by(scene, "closed")
    return contribution(signed_in(account), matter, "supplement", text="More")


def contact_for_others(scene: Scene) -> Attempt:
    return contact(scene, "administrator", contact_phone="13812345678")


def contact_of_the_hidden(scene: Scene) -> Attempt:
    return contact(scene, "handler", contact_phone="13812345678", hidden="on")


def contact_of_nobody(scene: Scene) -> Attempt:
    return contact(scene, "handler", contact_phone="")


def contact(scene: Scene, kind: str, **given: str) -> Attempt:
    number = make_case_in_state(scene, "dispatched", **given).number
    path = f"/matters/{number}/contact"
    return Attempt(on_duty(scene, kind), path, path)


def revoking_for_others(scene: Scene) -> Attempt:
    number = report_case(scene).matter.number
    page, api = f"/matters/{number}/revoke-receipts", f"/matters/{number}/receipts/revoke"
    return Attempt(on_duty(scene, "dispatcher"), page, api)


def appeal_too_early(scene: Scene) -> Attempt:
    account, matter = reported_by(scene, "verified")
    return appeal(signed_in(account), matter)


def appeal_too_late(scene: Scene) -> Attempt:
    account, matter = reported_by(scene, "closed")
    age(matter, days=31)
    return appeal(signed_in(account), matter)


def appeal_again(scene: Scene) -> Attempt:
    account, matter = reported_by(scene, "closed")
    tried = appeal(signed_in(account), matter)
    assert tried.client.post(tried.page, tried.values).status_code == 302
    return tried


def appeal_for_others(scene: Scene) -> Attempt:
    return appeal(on_duty(scene, "handler"), make_case_in_state(scene, "closed"))


Case = tuple[Callable[[Scene], Attempt], str]
# Known before anything is entered, so the form is refused already.
BARRED: list[Case] = [
    (too_early, "not_in_state"),
    (too_fast, "not_in_state"),
    (other_duty, "not_your_duty"),
    (no_duty, "not_your_duty"),
    (other_place, "not_your_duty"),
    (other_holder, "not_your_duty"),
    (own_report, "recused"),
    (own_closing, "recused"),
    (own_work, "four_eyes"),
    (colleagues_work, "four_eyes"),
    (hidden_from_holder, "hidden_reporter"),
    (ruling_on_ones_own_dispatch, "another_person"),
    (ruling_on_nothing, "nothing_asked"),
    (starting_before_the_ruling, "asked_already"),
    (returning_twice, "used_up"),
    (longer_when_late, "overdue"),
    (answering_for_what_was_kept, "nothing_broken"),
    (done_while_others_are_called, "awaits_others"),
    (sending_back_what_nobody_holds, "no_holder"),
    (rejecting_work_as_a_solution, "has_holder"),
    (second_rating, "used_up"),
    (late_reopening, "too_late"),
]
OTHERS: list[Case] = [
    (publishing_what_is_restricted, "restricted"),
    (taking_down_nothing, "nothing_published"),
    (used_key, "idempotency_mismatch"),
    (taking_what_another_is_at, "claimed_by_another"),
    (joining_ones_own, "not_your_duty"),
    (joining_twice, "used_up"),
    (adding_to_what_is_closed, "not_in_state"),
    (contact_for_others, "not_your_duty"),
    (contact_of_the_hidden, "hidden_reporter"),
    (contact_of_nobody, "no_contact"),
    (revoking_for_others, "not_your_duty"),
    (appeal_too_early, "not_in_state"),
    (appeal_too_late, "too_late"),
    (appeal_again, "used_up"),
    (appeal_for_others, "not_your_duty"),
]


def name_of(value: Any) -> str:
    return getattr(value, "__name__", value)


def written() -> tuple[int, int, int]:
    return Record.objects.count(), Contribution.objects.count(), Matter.objects.count()


@pytest.mark.parametrize(("try_it", "code"), BARRED + OTHERS, ids=name_of)
def test_refusal_is_the_same_on_page_and_api_and_writes_nothing(scene, try_it, code):
    tried = try_it(scene)
    before = written()
    page = tried.client.post(tried.page, {**tried.values, "idempotency_key": tried.key})
    headers = {"Idempotency-Key": tried.key} if tried.key else {}
    api = post(tried.client, tried.api, {**tried.values, **tried.extra}, **headers)
    assert page_refusal(page) == (403, code)
    assert refusal(api) == (409 if code in CONFLICTS else 403, code)
    assert written() == before


@pytest.mark.parametrize(("try_it", "code"), BARRED, ids=name_of)
def test_form_of_a_step_that_is_barred_is_not_even_shown(scene, try_it, code):
    tried = try_it(scene)
    assert page_refusal(tried.client.get(tried.page)) == (403, code)


def test_every_code_of_a_refusal_is_tried():
    """The others are 404, 422, or belong to opening without an origin, to receipts and to
    following, which have tests of their own."""
    elsewhere = {
        "claimed",
        "needs_account",
        "invalid_input",
        "matter_not_found",
        "needs_origin",
        "receipt_refused",
        "too_many_requests",
        "unknown_step",
    }
    assert {code for _, code in BARRED + OTHERS} == set(REFUSALS) - elsewhere
