"""The map of the community: drawn from its own tiles alone, narrowed by a form, told as a list."""

import gzip
import json

import pytest

from linli.ground.places.services import import_basemap
from linli.site.maps import points
from tests.factories import make_case_in_state, report_case
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.inspection import inspect, inspect_colours
from tests.journeys.people import Person
from tests.maps import write_xml

pytestmark = pytest.mark.journey

# HTML, styles, scripts and fonts, packed; the basemap's tiles come beside.
MOST = 700_000
MOST_WITHOUT_MAP = 150_000
COUNTED = {"document", "stylesheet", "script", "font"}
SPOT = "31.2012345, 121.4056789"


@pytest.fixture
def place(street: MakeStreet, tmp_path):
    """A street with a basemap, a lamp in public space, a leak in a home, and a hidden matter."""
    made = street()
    file = tmp_path / "hood.osm"
    file.write_bytes(write_xml())
    import_basemap(made.scene.community, file, acting_user=None)
    make_case_in_state(made.scene, "closed", coordinates=SPOT)
    report_case(made.scene, category="housing.leak", coordinates=SPOT)
    report_case(made.scene, category="disputes.home", coordinates=SPOT)
    return made


def wait_for(person: Person, what: str) -> None:
    person.page.wait_for_selector(f"[data-drawn={what}]")


def titles(person: Person) -> list[str]:
    return person.page.locator("#results .rowtext a").all_inner_texts()


def measure_weight(person: Person) -> dict[str, int]:
    """Packed bytes by kind of what the page is made of, from now on."""
    weights: dict[str, int] = {}

    def weigh(response) -> None:
        kind = "script" if response.url.endswith(".js") else response.request.resource_type
        if kind in COUNTED and response.ok:
            weights[response.url] = len(gzip.compress(response.body()))

    person.page.on("response", weigh)
    return weights


def test_map_is_drawn_from_this_server_alone_and_within_its_weight(place, visit: Enter):
    reader = visit(place, phone=True)
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    weights = measure_weight(reader)
    reader.open("/map")
    reader.page.locator("[data-map]").scroll_into_view_if_needed()
    wait_for(reader, "all")
    assert reader.page.get_by_text("© OpenStreetMap contributors").is_visible()
    assert [url for url in asked if not url.startswith((place.url, "data:"))] == []
    assert any(".mvt?v=" in url for url in asked)
    assert any(url.endswith("map-worker.js") for url in weights)
    assert 300_000 < sum(weights.values()) < MOST


def test_page_without_a_map_does_not_bring_its_script(place, visit: Enter):
    reader = visit(place, phone=True)
    weights = measure_weight(reader)
    reader.open("/matters")
    reader.page.wait_for_load_state("networkidle")
    assert 0 < sum(weights.values()) < MOST_WITHOUT_MAP


def test_map_and_list_are_narrowed_together(place, visit: Enter):
    reader = visit(place)
    reader.open("/map")
    wait_for(reader, "all")
    assert len(titles(reader)) == 2
    reader.fill({"State": place.say("Closed")})
    with reader.page.expect_response(lambda answer: "/map.geojson" in answer.url) as told:
        reader.press("Show")
    (feature,) = json.loads(told.value.body())["features"]
    assert feature["properties"]["level"] == "spot"
    assert titles(reader) == [feature["properties"]["title"]]
    assert "state=closed" in reader.path


def test_map_says_how_many_it_leaves_out(place, visit: Enter, monkeypatch):
    monkeypatch.setattr(points, "LIMIT", 1)
    reader = visit(place)
    reader.open("/map")
    wait_for(reader, "all")
    said = place.say("{number} more stand in the list alone.").replace("{number}", "1")
    assert reader.page.locator("[data-left-out]").inner_text() == said


def test_list_says_everything_without_scripts(place, visit: Enter):
    reader = visit(place, javascript=False)
    reader.open("/map")
    assert len(titles(reader)) == 2
    assert not reader.page.locator("[data-map]").is_visible()
    reader.fill({"State": place.say("Closed")})
    reader.press("Show")
    assert len(titles(reader)) == 1


def test_map_is_moved_by_keys(place, visit: Enter):
    reader = visit(place)
    reader.open("/map")
    wait_for(reader, "all")
    canvas = reader.page.locator(".maplibregl-canvas")
    canvas.focus()
    with reader.page.expect_request(lambda request: ".mvt" in request.url):
        reader.page.keyboard.press("+")
        reader.page.keyboard.press("+")
    closer = reader.page.get_by_role("button", name=place.say("Closer"))
    closer.focus()
    reader.page.keyboard.press("Enter")
    assert closer.is_enabled()


def test_tapped_mark_says_what_it_stands_for_and_leads_there(place, visit: Enter):
    reader = visit(place)
    reader.open("/map?state=closed")
    wait_for(reader, "all")
    box = reader.page.locator(".maplibregl-canvas").bounding_box()
    assert box is not None
    link = reader.page.locator(".maplibregl-popup a")
    # The only mark: 121.40565 E, 31.20125 N, on a map that shows 121.40–121.42, 31.20–31.21.
    inner = box["width"] - 48
    across = box["x"] + 24 + inner * (121.40565 - 121.40) / 0.02
    height = inner * (31.205 - 31.20125) / 0.02 / 0.8553
    reader.page.mouse.click(across, box["y"] + box["height"] / 2 + height)
    link.wait_for()
    title = titles(reader)[0]
    assert link.inner_text() == title
    reader.page.wait_for_timeout(600)
    note, edge = reader.page.locator(".maplibregl-popup-content").bounding_box(), box["x"]
    assert note is not None
    assert edge <= note["x"]
    assert note["x"] + note["width"] <= edge + box["width"]
    reader.follow(link)
    assert reader.title == title


def test_outlines_alone_are_drawn_without_a_basemap(street: MakeStreet, visit: Enter):
    place = street()
    reader = visit(place)
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.open(f"/places/{place.scene.places.grid.code}")
    wait_for(reader, "ground")
    assert any("/map/outlines.geojson" in url for url in asked)
    assert not any(".mvt" in url for url in asked)


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_drawn_map_can_be_read_and_worked_on_a_phone(place, visit: Enter, view: str):
    reader = visit(place, phone=True, view=view)
    reader.open("/map")
    reader.page.locator("[data-map]").scroll_into_view_if_needed()
    wait_for(reader, "all")
    assert inspect(reader) + inspect_colours(reader) == []


def distance_from_cross(person: Person) -> float:
    """Pixels between the foot of the pin and the middle of the map."""
    cross, pin = (
        person.page.locator(f".map--pin .map__{part}").bounding_box()
        for part in ("cross", "marker")
    )
    assert cross is not None
    assert pin is not None
    across = cross["x"] + cross["width"] / 2 - pin["x"] - pin["width"] / 2
    down = cross["y"] + cross["height"] / 2 - pin["y"] - pin["height"]
    return float((across**2 + down**2) ** 0.5)


def test_pin_writes_where_it_stands_into_the_field(place, visit: Enter):
    reader = visit(place)
    reader.open("/map")
    wait_for(reader, "all")
    reader.page.evaluate(
        """() => {
          const field = document.createElement("input");
          const pin = document.createElement("div");
          field.id = "spot";
          pin.className = "map map--pin";
          pin.dataset.mapPin = "spot";
          document.querySelector("main").prepend(field, pin);
          const setup = fetch("/map/setup.json").then((answer) => answer.json());
          return setup.then((detail) => pin.dispatchEvent(
            new CustomEvent("linli:map", { bubbles: true, detail })));
        }"""
    )
    field = reader.page.locator("#spot")
    put = reader.page.get_by_role("button", name=place.say("Put the pin here"))
    put.click()
    latitude, longitude = (float(part) for part in field.input_value().split(", "))
    assert abs(latitude - 31.205) < 0.0005
    assert abs(longitude - 121.41) < 0.0005
    assert reader.page.get_by_text(place.say("The pin is set.")).is_visible()
    canvas = reader.page.locator(".map--pin .maplibregl-canvas")
    canvas.focus()
    reader.page.keyboard.press("ArrowRight")
    reader.page.wait_for_timeout(600)
    put.click()
    assert float(field.input_value().split(", ")[1]) > longitude
    field.fill("31.2, 121.4")
    field.dispatch_event("change")
    assert distance_from_cross(reader) < 3
    reader.page.get_by_role("button", name=place.say("Remove the pin")).click()
    assert field.input_value() == ""
