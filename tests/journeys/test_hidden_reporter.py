"""Whoever asked to stay hidden stays so from the organisation that he reported about: on every page,
list, form, figure, file and answer that its people can reach."""

import json
import re
from typing import Any

import pytest
from django.utils import timezone

from linli.core.attachments.models import Attachment
from linli.core.attachments.services import store_photo
from linli.core.contributions.services import contribute, record_contributions
from linli.core.matters.acting import ActingUser, acting_as
from linli.core.matters.models import Matter
from linli.core.matters.services import open_matter, perform
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import ContactAccess
from tests.core.attachments.photographs import jpeg
from tests.factories import Scene, make_account, report_case, take, walk
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.people import Person
from tests.journeys.streets import Street

pytestmark = pytest.mark.journey

NAME, PHONE = "田淑芬", "13987654321"
WORDS, SPOT = "水务所的人白天在门口打牌", "菜场后门第三家"
ADDED, OPINION, GROUNDS = "昨天又看见了", "还是老样子", "谁也没来看过"
BRIEF = "请检查供水站的值班"
SECRETS = (NAME, PHONE, "139 8765 4321", WORDS, SPOT, ADDED, OPINION, GROUNDS)
LINK = re.compile(r'(?:href|action)="(/[^"#]*)"')
MOST_PAGES = 300
POST = """async (path) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "X-CSRFToken": token, "Content-Type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: "{}" });
  return [answer.status, await answer.text()];
}"""


def report_hidden(scene: Scene, reporter: ActingUser) -> Matter:
    """A case that is with the organisation now; all it got is the dispatcher's brief."""
    photo = store_photo(
        jpeg(640, 480), file_name="door.jpg", acting_user=reporter, now=timezone.now()
    )
    said = {"words": WORDS, "spot": SPOT, "hidden": "on", "photos": [photo.token]}
    matter = report_case(scene, reporter=reporter, **said).matter
    take(scene, matter, "accept", category="roads.lamp")
    take(scene, matter, "dispatch", organisation="works", brief=BRIEF)
    take(scene, matter, "start")
    return matter


def make_hidden_matters(place: Street) -> tuple[Matter, Matter, Matter]:
    """A case under way, a closed one, and the appeal against its closing."""
    scene = place.scene
    account = make_account(scene.community, NAME, contact=PHONE)
    under_way, closed = (report_hidden(scene, acting_as(account)) for _ in range(2))
    reporter = acting_as(account)
    contribute(under_way.pk, "supplement", acting_user=reporter, values={"text": ADDED})
    record_contributions(scene.community, now=place.clock.now)
    walk(scene, closed, "closed")
    rating = {"solved": "no", "satisfied": "no", "opinion": OPINION}
    perform(closed.pk, "rate", acting_user=reporter, values=rating)
    given = {"grounds": GROUNDS}
    appeal = open_matter("appeal", acting_user=reporter, values=given, origin=closed).matter
    return under_way, closed, appeal


def read_everything(person: Person, paths: list[str]) -> dict[str, str]:
    """Every answer that links and forms lead to from here, and those of the given addresses."""
    waiting, found = ["/", "/desk", "/mine", "/account", "/statistics", "/matters.csv", *paths], {}
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith("/static/"):
            continue
        answer = person.context.request.get(person.street.url + path)
        assert answer.status < 500, path
        is_picture = answer.headers.get("content-type", "").startswith("image/")
        found[path] = "a picture" if is_picture else answer.text()
        waiting += [link.replace("&amp;", "&") for link in LINK.findall(found[path])]
        assert len(found) < MOST_PAGES, sorted(found)
    return found


def list_api_paths(person: Person, numbers: list[str]) -> list[str]:
    """Every address that the API describes for reading, filled with everything there is."""
    filled = {
        "/api/v1/matters/{number}": numbers,
        "/api/v1/worklists/{name}": ["dispatch", "inbox", "verify", "running", "appeals"],
        "/api/v1/options/{name}": ["categories", "grids", "organisations"],
        "/api/v1/photos/{key}": [photo.pk.hex for photo in Attachment.objects.all()],
    }
    answer = person.context.request.get(f"{person.street.url}/api/v1/openapi.json")
    described: dict[str, Any] = json.loads(answer.text())["paths"]
    paths = []
    for path, operations in described.items():
        if "get" in operations:
            name = re.search(r"\{\w+\}", path)
            paths += [path.replace(name[0], each) for each in filled[path]] if name else [path]
    return paths


def test_hidden_reporter_is_nowhere_for_the_handler(street: MakeStreet, visit: Enter):
    place = street()
    matters = make_hidden_matters(place)
    numbers = [matter.number for matter in matters]
    handler = visit(place)
    handler.arrive(DutyKind.HANDLER)
    pages = [f"/matters/{number}" for number in numbers]
    read = read_everything(handler, [*pages, *list_api_paths(handler, numbers)])
    told = {path for path, text in read.items() if BRIEF in text}
    assert told >= {pages[0], f"{pages[0]}/steps/handle", f"/api/v1{pages[0]}"}
    assert set(read) >= {"/desk/inbox", "/organisations/works", f"/places/{matters[0].place_code}"}
    assert [(path, word) for path, text in read.items() for word in SECRETS if word in text] == []
    photos = [f"/api/v1/photos/{photo.pk.hex}" for photo in Attachment.objects.all()]
    assert len(photos) == 2
    assert [path for path in photos if read[path] == "a picture"] == []
    handler.open(pages[0])
    assert handler.say("stays hidden from your organisation") in handler.text
    assert handler.say("Show how to reach the reporter") not in handler.offers
    for path in (f"{pages[0]}/contact", f"/api/v1{pages[0]}/contact"):
        status, text = handler.page.evaluate(POST, path)
        assert (status, "hidden_reporter" in text, NAME in text) == (403, True, False)
    assert not ContactAccess.objects.exists()


def test_dispatcher_reads_a_hidden_reporter_who_reads_that_he_did(street: MakeStreet, visit: Enter):
    place = street()
    under_way, _closed, _appeal = make_hidden_matters(place)
    path = f"/matters/{under_way.number}"
    dispatcher, reporter = visit(place), visit(place, phone=True, javascript=False)
    dispatcher.arrive(DutyKind.DISPATCHER)
    dispatcher.open(path)
    assert [word for word in (WORDS, SPOT, ADDED) if word not in dispatcher.text] == []
    assert NAME not in dispatcher.text
    dispatcher.press("Show how to reach the reporter")
    assert [word for word in (NAME, PHONE) if word not in dispatcher.text] == []
    reporter.sign_in(PHONE)
    reporter.open(path)
    read = reporter.page.get_by_role("heading", name=reporter.say("Who was given your contact"))
    entries = reporter.page.locator("section", has=read).locator("li").all_inner_texts()
    assert len(entries) == 1
    assert place.scene.organisations["centre"].name in entries[0]
