"""A hidden reporter stays hidden from the organisation that handles his report: on every page, in
every list, count and file, and in whatever the API answers."""

import re

import pytest
from django.test import Client

from linli.core.contributions.services import contribute, record_contributions
from linli.core.matters.acting import acting_as
from linli.core.matters.models import Matter
from linli.core.matters.registry import get_registration
from linli.core.matters.services import open_matter
from linli.ground.accounts.public import Account
from linli.ground.parties.models import ContactAccess
from linli.ground.parties.services import get_or_create_resident
from tests.core.rest.calls import on_duty, post
from tests.factories import (
    Scene,
    make_account,
    make_case_in_state,
    make_duty,
    report_case,
    take,
    walk,
)

NAME, PHONE = "Ouyang Xiuying", "13912345678"
WORDS = "Seven lamps behind the bakery"
SPOT = "Entrance of No. 88"
SUPPLEMENT = "They flicker at dusk"
GROUNDS = "The bakery is still dark"
PAGES = [
    "/",
    "/matters",
    "/matters?kind=case&state={state}",
    "/matters?subject=roads.lamp",
    "/matters?holder_slug=works",
    "/matters/{number}",
    "/mine",
    "/desk/inbox",
    "/statistics",
    "/matters.csv",
    "/report",
    "/receipt",
    "/account",
]
API = [
    "/api/v1/matters",
    "/api/v1/matters?organisation=works",
    "/api/v1/matters/{number}",
    "/api/v1/mine",
    "/api/v1/worklists",
    "/api/v1/worklists/inbox",
    "/api/v1/statistics",
    "/api/v1/places",
    "/api/v1/organisations",
    "/api/v1/options/organisations",
]


@pytest.fixture
def reporter(scene) -> Account:
    return make_account(scene.community, NAME, contact=PHONE)


@pytest.fixture
def by_account(scene, reporter) -> Matter:
    user = acting_as(reporter)
    return report_case(scene, reporter=user, words=WORDS, spot=SPOT, hidden="on").matter


@pytest.fixture
def without_account(scene) -> Matter:
    given = {"contact_name": NAME, "contact_phone": PHONE, "hidden": "on"}
    return report_case(scene, words=WORDS, spot=SPOT, **given).matter


def secrets_of(matter: Matter, *others: Matter) -> list[str]:
    """What would give the reporter away: his words, his data, his keys in both spellings, and
    the numbers of other matters of his."""
    keys = [matter.reporter_id]
    if matter.reporter and matter.reporter.account_id:
        keys.append(matter.reporter.account_id)
    spelt = [text for key in keys if key for text in (str(key), key.hex)]
    words = [WORDS, SPOT, SUPPLEMENT, GROUNDS, NAME, *NAME.split(), PHONE, PHONE[-8:]]
    return [*words, *spelt, *(other.number for other in others)]


def everything(scene: Scene, matter: Matter) -> dict[str, str]:
    """All that the handler gets to read about the matter, by address."""
    client = on_duty(scene, "handler")
    place, steps = matter.place.code, get_registration(matter.kind).procedure.steps
    forms = [f"/matters/{matter.number}/steps/{step.name}" for step in steps]
    forms += [f"/matters/{matter.number}/contribute/{name}" for name in ("join", "supplement")]
    forms += [f"/matters/{matter.number}/open/appeal", f"/places/{place}", "/organisations/works"]
    paths = [each.format(number=matter.number, state=matter.state) for each in [*PAGES, *API]]
    read = {path: content(client.get(path)) for path in [*paths, *forms]}
    read["contact"] = content(client.post(f"/matters/{matter.number}/contact"))
    read["contact of the API"] = content(post(client, f"/matters/{matter.number}/contact"))
    read["receipts"] = content(client.post(f"/matters/{matter.number}/revoke-receipts"))
    return read


def content(response) -> str:
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return raw.decode()


def found(read: dict[str, str], secrets: list[str]) -> list[tuple[str, str]]:
    """Where which secret occurs, but for the page's own random tokens."""
    tokens = re.compile(r'name="(?:csrfmiddlewaretoken|idempotency_key)" value="[^"]+"')
    return [
        (path, secret)
        for path, text in read.items()
        for secret in secrets
        if secret in tokens.sub("", text)
    ]


STATES = ("dispatched", "handling", "handled", "verified", "closed")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("source", ["by_account", "without_account"])
def test_handler_reads_nothing_of_the_reporter(scene, request, source, state):
    matter = walk(scene, request.getfixturevalue(source), state)
    restricted = report_case(scene, category="disputes.home").matter
    Matter.objects.filter(pk=restricted.pk).update(reporter=matter.reporter)
    read = everything(scene, matter)
    assert found(read, secrets_of(matter, restricted)) == []
    assert matter.number in read["/matters.csv"]
    assert matter.number in read["/api/v1/matters"]
    assert ContactAccess.objects.count() == 0


def test_handler_reads_nothing_of_what_the_reporter_adds_and_appeals(scene, reporter, by_account):
    user = acting_as(reporter)
    matter = walk(scene, by_account, "dispatched")
    contribute(matter.pk, "supplement", acting_user=user, values={"text": SUPPLEMENT})
    record_contributions(scene.community, now=matter.entered_at)
    walk(scene, matter, "closed")
    appeal = open_matter("appeal", acting_user=user, values={"grounds": GROUNDS}, origin=matter)
    for step in ("examine", "decide"):
        take(scene, appeal.matter, step, **({"outcome": "upheld"} if step == "decide" else {}))
    matter.refresh_from_db()
    walk(scene, matter, "handled")
    read = everything(scene, matter) | everything(scene, appeal.matter)
    assert found(read, secrets_of(matter)) == []
    assert appeal.matter.number in read[f"/matters/{matter.number}"]


def test_nothing_ties_the_reporters_matters_to_each_other(scene, reporter, by_account):
    """Another report of his is public as well; only on its own does it show."""
    matter = walk(scene, by_account, "handling")
    other = make_case_in_state(scene, "dispatched", reporter=acting_as(reporter))
    read = everything(scene, matter)
    about_one = {path: text for path, text in read.items() if matter.number in path}
    assert found(about_one, [other.number]) == []


def test_list_cannot_be_asked_for_the_reporter(scene, reporter, by_account):
    """Filters that nobody declared change nothing."""
    client = on_duty(scene, "handler")
    key = get_or_create_resident(reporter).pk
    for query in (f"reporter={key}", f"reporter_id={key}", "reporter_hidden=true"):
        asked = client.get(f"/api/v1/matters?{query}").json()
        assert asked["items"] == client.get("/api/v1/matters").json()["items"]


def test_handler_who_works_elsewhere_too_reads_nothing_either(scene, by_account):
    """A second duty as steward of the grid does not open what the first keeps shut."""
    handler, office = scene.people["handler"], scene.organisations["willow-office"]
    make_duty(handler, "steward", organisation=office, place=scene.places.grid)
    matter = walk(scene, by_account, "handling")
    assert found(everything(scene, matter), secrets_of(matter)) == []


def test_the_same_secrets_are_found_by_whoever_may_read_them(scene, by_account):
    """Else this module would find nothing whatever was shown."""
    matter = walk(scene, by_account, "dispatched")
    client = on_duty(scene, "dispatcher")
    page = content(client.get(f"/matters/{matter.number}"))
    shown = content(client.post(f"/matters/{matter.number}/contact"))
    api = content(client.get(f"/api/v1/matters/{matter.number}"))
    assert [WORDS in text and SPOT in text for text in (page, api)] == [True, True]
    assert [secret in shown for secret in (NAME, PHONE)] == [True, True]
    assert WORDS not in content(Client().get(f"/matters/{matter.number}"))


def test_handler_with_a_second_duty_reads_nothing_in_the_appeal(scene, reporter, by_account):
    """The appeal has no holder; whoever handles for the case's is no office to it all the same."""
    handler, office = scene.people["handler"], scene.organisations["willow-office"]
    make_duty(handler, "steward", organisation=office, place=scene.places.grid)
    case, user = walk(scene, by_account, "closed"), acting_as(reporter)
    outcome = open_matter("appeal", acting_user=user, values={"grounds": GROUNDS}, origin=case)
    read = everything(scene, outcome.matter)
    assert found(read, secrets_of(case)) == []
    assert ContactAccess.objects.count() == 0


def test_handler_reads_no_opinion_and_no_reason_of_the_reporter(scene, by_account):
    """Whatever he writes after the closing is as much his words as the report."""
    matter = walk(scene, by_account, "closed")
    take(scene, matter, "rate", opinion=SUPPLEMENT)
    take(scene, matter, "reopen", reason=GROUNDS)
    assert found(everything(scene, matter), secrets_of(matter)) == []
