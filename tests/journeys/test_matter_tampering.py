"""Whatever the page of a matter leaves out, repeats or says otherwise than the log is refused in words."""

import json
import re

import pytest

from linli.apps.disclosure.services import seal_now
from linli.core.matters.models import Matter
from tests.factories import report_case, take, walk
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.people import Person
from tests.journeys.proving import PAGE_SHOWN, PAGE_WRONG, tamper, verdict, wrong_steps
from tests.journeys.streets import Street

pytestmark = pytest.mark.journey

ROW = re.compile(r"<li data-row>.*?</li>", re.DOTALL)
OTHER_ROW = "What stands above beside entry {place} is not what was sealed in it."
LEFT_OUT = "Entry {place} of the log is of this matter, but it is left out above."
GAP = (
    "A step is missing above, or stands there twice: entry {place} does not go on from the one "
    "before it."
)
STATE = "The state that is shown above is not the one that the steps lead to."
TWICE = "Entry {place} is told out of its order or more than once."
PLACES = "The server tells of other entries than stand above. Something is left out or repeated."
NOT_SHOWN = (
    "Entry {place} also seals what you may not see or what was deleted, so that was not compared: "
    "{names}."
)


@pytest.fixture
def place(street: MakeStreet, settings) -> Street:
    found = street()
    settings.LINLI_PUBLIC_URL = found.url
    return found


@pytest.fixture
def matter(place: Street) -> Matter:
    """A case that was reported, accepted and published, sealed as the first three entries."""
    found = report_case(place.scene).matter
    walk(place.scene, found, "accepted")
    take(place.scene, found, "publish", public_title="Lamp", public_words="A lamp is out")
    assert seal_now()
    return found


@pytest.fixture
def reader(place: Street, visit: Enter) -> Person:
    return visit(place)


def change_page(reader: Person, change) -> None:
    tamper(reader, r"/matters/[^/]+/log$", lambda body: change(body.decode()).encode())


def change_told(reader: Person, change) -> None:
    """Changes the list of entries that the server tells."""

    def pass_on(body: bytes) -> bytes:
        told = json.loads(body)
        return json.dumps(told | {"entries": change(told["entries"])}).encode()

    tamper(reader, r"/log\.json", pass_on)


def drop_row(at: int):
    return lambda page: page.replace(ROW.findall(page)[at], "")


def check(reader: Person, matter: Matter) -> str:
    reader.open(f"/matters/{matter.number}/log")
    reader.press("Check now")
    return verdict(reader)


def said(reader: Person, message: str, **values: object) -> str:
    text = reader.say(message)
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def test_page_as_it_is_holds(reader: Person, matter: Matter):
    assert check(reader, matter) == reader.say(PAGE_SHOWN)


@pytest.mark.parametrize("at", [3, 4], ids=["publish", "take_down"])
def test_step_that_page_and_server_leave_out_is_found_in_the_log(
    place: Street, reader: Person, matter: Matter, at: int
):
    take(place.scene, matter, "take_down")
    assert seal_now()
    change_page(reader, drop_row(at - 1))
    change_told(reader, lambda told: told[: at - 1] + told[at:])
    assert check(reader, matter) == reader.say(PAGE_WRONG)
    assert wrong_steps(reader) == [said(reader, LEFT_OUT, place=at)]


def test_step_that_changed_the_state_leaves_a_gap(reader: Person, matter: Matter):
    change_page(reader, drop_row(0))
    change_told(reader, lambda told: told[1:])
    assert check(reader, matter) == reader.say(PAGE_WRONG)
    assert said(reader, GAP, place=2) in wrong_steps(reader)


def test_entry_that_is_told_three_times_is_refused(reader: Person, matter: Matter):
    change_told(reader, lambda told: [*told, told[-1], told[-1]])
    assert check(reader, matter) == reader.say(PAGE_WRONG)
    assert said(reader, TWICE, place=3) in wrong_steps(reader)


def test_row_that_stands_there_twice_is_refused(reader: Person, matter: Matter):
    change_page(reader, lambda page: page.replace(rows := ROW.findall(page)[2], rows * 2))
    assert check(reader, matter) == reader.say(PAGE_WRONG)
    assert reader.say(PLACES) in wrong_steps(reader)


def test_state_that_the_steps_do_not_lead_to_is_refused(reader: Person, matter: Matter):
    change_page(reader, lambda page: re.sub(r"(<code data-state>)\w+", r"\1resolved", page))
    assert check(reader, matter) == reader.say(PAGE_WRONG)
    assert wrong_steps(reader) == [reader.say(STATE)]


@pytest.mark.parametrize(
    ("at", "pattern", "words"),
    [
        (3, r"(data-text=\"public_words\">)[^<]+", r"\1Nothing is out"),
        (1, r"(<b data-what>)[^<]+", r"\1Nobody reported it"),
        (1, r"(<time data-when>)\d{4}", r"\g<1>2019"),
        (1, r"(data-member=\"opened\">[^<]*?)20\d\d", r"\g<1>2099"),
        (2, r"(data-member=\"role\">)(?!resident)\w+", r"\1system"),
    ],
    ids=["text", "step", "time", "promise", "role"],
)
def test_row_that_shows_something_else_is_refused(
    reader: Person, matter: Matter, at, pattern, words
):
    change_page(reader, lambda page: re.sub(pattern, words, page, count=1))
    assert check(reader, matter) == reader.say(PAGE_WRONG)
    assert wrong_steps(reader) == [said(reader, OTHER_ROW, place=at)]


def test_words_that_are_shown_and_not_opened_are_refused(reader: Person, matter: Matter):
    change_told(reader, lambda told: [each | {"texts": []} for each in told])
    assert check(reader, matter) == reader.say(PAGE_WRONG)


def test_words_that_are_sealed_and_not_shown_are_named(reader: Person, matter: Matter):
    change_page(
        reader, lambda page: re.sub(r"<blockquote.*?</blockquote>", "", page, flags=re.DOTALL)
    )
    change_told(
        reader,
        lambda told: [
            each | {"texts": [text for text in each["texts"] if text["name"] == "record.facts"]}
            for each in told
        ],
    )
    assert check(reader, matter) == reader.say(PAGE_SHOWN)
    named = reader.page.locator(".checkstep--closed p").all_inner_texts()
    labels = " · ".join(map(reader.say, ("Public title", "Public words")))
    assert said(reader, NOT_SHOWN, place=3, names=labels) in named
