"""The guided first hour: from an empty database to the first closed matter, in the browser alone."""

import json
from pathlib import Path

import pytest
from django.core.cache import cache

from linli.apps.administration.services.first_visit import write_setup_code
from linli.core.matters.models import Matter
from linli.ground.communities.models import Community
from tests.journeys.conftest import Enter
from tests.journeys.inspection import inspect
from tests.journeys.people import Person
from tests.journeys.streets import Street, StreetClock

pytestmark = pytest.mark.journey

CONTACTS = {
    "admin": "13800000001",
    "dispatcher": "13800000002",
    "officer": "13800000003",
    "steward": "13800000004",
    "handler": "13800000005",
}
TOP = "310101005"


def square(west: float, south: float, side: float) -> list[list[list[float]]]:
    east, north = west + side, south + side
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def place(code: str, kind: str, name: str, parent: str | None, ring: list) -> dict:
    return {
        "type": "Feature",
        "properties": {"code": code, "kind": kind, "name": name, "parent": parent},
        "geometry": {"type": "Polygon", "coordinates": ring},
    }


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """A territory of one grid, two organisations, four people on duty."""
    ring = square(121.4, 31.2, 0.01)
    territory = {
        "type": "FeatureCollection",
        "features": [
            place(TOP, "street", "杨树街道", None, ring),
            place(f"{TOP}001", "neighbourhood", "杨树社区", TOP, ring),
            place(f"{TOP}001001", "grid", "杨树第一网格", f"{TOP}001", ring),
        ],
    }
    duties = [
        f"{CONTACTS['dispatcher']},陈派单,dispatcher,office,{TOP}",
        f"{CONTACTS['officer']},刘社区,officer,poplar,{TOP}001",
        f"{CONTACTS['steward']},孙网格,steward,poplar,{TOP}001001",
        f"{CONTACTS['handler']},马师傅,handler,works,{TOP}",
    ]
    written = {
        "territory.geojson": json.dumps(territory),
        "organisations.csv": "slug,name,sector\nworks,养护所,public_institution\n"
        "poplar,杨树社区居委会,residents_body\n",
        "duties.csv": "\n".join(["contact,name,kind,organisation,place", *duties]),
    }
    for name, text in written.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: str(tmp_path / name) for name in written}


@pytest.fixture
def empty(live_server, settings, tmp_path: Path, clock: StreetClock, db) -> Street:
    """A server without any community; its operator has read the code."""
    cache.clear()
    Community.objects.all().delete()
    settings.LINLI_DATA_DIR, settings.LINLI_PROFILE = tmp_path, "cn"
    settings.LANGUAGE_CODE = "zh-hans"
    return Street(None, live_server.url, clock, tmp_path / "outbox", "zh-hans")  # type: ignore[arg-type]


def upload(person: Person, path: str) -> None:
    person.page.locator("input[type=file]").set_input_files(path)
    person.press("Take it in")


def test_from_an_empty_database_to_the_first_closed_matter(
    empty: Street, visit: Enter, files: dict[str, str]
):
    code = write_setup_code()
    operator = visit(empty)
    operator.open("/setup")
    assert inspect(operator) == []
    answers = {
        "Set-up code": "00000000",
        "Name of the community": "杨树街道",
        "Code of its top place": TOP,
        "Your name": "李管理",
        "Your mobile number or mail address": CONTACTS["admin"],
    }
    operator.fill(answers)
    operator.press("Begin")
    assert operator.page.locator("#code-error").count() == 1
    operator.fill({"Set-up code": code})
    operator.press("Begin")
    assert operator.path == "/administration"
    assert inspect(operator) == []
    set_up(operator, files)
    assert operator.say("Ready: the first report can come.") in operator.text
    assert operator.open("/setup") == 404

    resident = visit(empty, phone=True)
    resident.open("/report")
    resident.fill({"What is it about?": "路灯不亮", "Which grid?": "杨树第一网格"})
    resident.fill({"What is the matter?": "门口的路灯不亮了"})
    resident.press("Send")
    number = Matter.objects.get().number

    dispatcher = come(visit, empty, "dispatcher")
    dispatcher.open(f"/board?matter={number}")
    dispatcher.page.locator("[data-opens=e] > summary").click()
    dispatcher.fill({"Which organisation handles it?": "养护所"})
    dispatcher.follow(dispatcher.page.locator("[data-opens=e] .btn--main"))
    handler = come(visit, empty, "handler")
    handler.open(f"/matters/{number}")
    handler.take("Take up the work")
    handler.take("Report it done", {"What was done": "换了灯泡"})
    steward = come(visit, empty, "steward")
    steward.open(f"/matters/{number}")
    steward.take("Verify: it is done")
    dispatcher.open(f"/matters/{number}")
    dispatcher.take("Close")
    assert Matter.objects.get().state == "closed"
    operator.open("/administration")
    assert operator.say("Everything runs. Here you change what it stands on.") in operator.text


def set_up(operator: Person, files: dict[str, str]) -> None:
    operator.open("/administration/community")
    operator.fill({"Public telephone number": "021-5550100"})
    operator.press("Save")
    operator.open("/administration/places")
    upload(operator, files["territory.geojson"])
    operator.open("/administration/organisations")
    upload(operator, files["organisations.csv"])
    assert "养护所" in operator.text
    operator.open("/administration/duties")
    upload(operator, files["duties.csv"])
    assert "马师傅" in operator.text
    assert inspect(operator) == []
    operator.open("/administration/categories")
    assert inspect(operator) == []
    operator.fill(
        {
            "Code of the category": "roads.sign",
            "Name of the category": "路牌",
            "Words that speak for it": "路牌 指示牌",
        }
    )
    operator.press("Add")
    operator.press("路牌")
    assert inspect(operator) == []
    operator.fill({"Organisation that usually gets it": "养护所"})
    operator.press("Save")
    operator.open("/administration/calendar")
    operator.fill({"Year": "2031", "Document that says so": "国办发明电〔2030〕1号"})
    operator.fill({"Holidays": "2031-01-01"})
    operator.press("Save")
    assert "2031" in operator.text
    assert inspect(operator) == []
    operator.open("/administration/health")
    assert inspect(operator) == []
    operator.open("/administration/limits")
    assert inspect(operator) == []
    operator.fill({"Promise": "报事: 办完", "Limit": "3"})
    operator.press("See what it would change")
    operator.press("Put it in force")
    operator.open("/administration")


def come(visit: Enter, empty: Street, who: str) -> Person:
    person = visit(empty)
    person.sign_in(CONTACTS[who])
    return person
