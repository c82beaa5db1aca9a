"""Pages in every pair of width, theme, view and language; and read without their styles."""

from typing import NamedTuple

import pytest
from django.conf import settings

from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.inspection import inspect
from tests.journeys.people import Person
from tests.journeys.tour import make_sights, walk_past

pytestmark = pytest.mark.journey


class Look(NamedTuple):
    """How somebody looks at the pages."""

    phone: bool
    theme: str
    view: str
    language: str


# Six looks hold every pair of width, theme, view and language.
LOOKS = (
    Look(phone=True, theme="dark", view="elder", language="zh-hans"),
    Look(phone=False, theme="light", view="standard", language="zh-hans"),
    Look(phone=True, theme="light", view="standard", language="zh-hant"),
    Look(phone=False, theme="dark", view="elder", language="zh-hant"),
    Look(phone=False, theme="light", view="elder", language="en"),
    Look(phone=True, theme="dark", view="standard", language="en"),
)
READ_PLAIN = """() => {
  const found = [], main = document.querySelector("main");
  const levels = [...main.querySelectorAll("h1, h2, h3, h4")].map((each) => Number(each.tagName[1]));
  if (levels[0] !== 1 || levels.filter((level) => level === 1).length !== 1)
    found.push(`headings ${levels}`);
  levels.forEach((level, at) => {
    if (at && level > levels[at - 1] + 1) found.push(`heading ${level} after ${levels[at - 1]}`);
  });
  for (const each of document.querySelectorAll("[tabindex]"))
    if (each.tabIndex > 0) found.push(`tabindex ${each.outerHTML.slice(0, 80)}`);
  for (const each of main.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const named = each.labels && each.labels[0];
    const wraps = named && named.contains(each);
    if (named && !wraps && !(named.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING))
      found.push(`asked after its answer: ${each.outerHTML.slice(0, 80)}`);
  }
  const styled = (each) => each.checkVisibility({ visibilityProperty: true });
  const before = [...main.querySelectorAll("p, li, dt, dd, h1, h2, h3")].map(
    (each) => [each, styled(each), each.getBoundingClientRect()]);
  for (const sheet of document.styleSheets) sheet.disabled = true;
  for (const [each, seen] of before)
    if (seen && !styled(each)) found.push(`lost without styles: ${each.outerHTML.slice(0, 80)}`);
  for (const each of document.querySelectorAll("svg"))
    if (styled(each) && each.getBoundingClientRect().height > 700)
      found.push(`a drawing fills the page: ${each.outerHTML.slice(0, 80)}`);
  const skip = document.querySelector("a[href^='#']");
  if (!skip || !document.querySelector(skip.getAttribute("href"))) found.push("no way to skip to the content");
  return found;
}"""


def test_looks_hold_every_pair():
    columns = list(zip(*LOOKS, strict=True))
    for at, first in enumerate(columns):
        for second in columns[at + 1 :]:
            every = {(one, other) for one in first for other in second}
            assert set(zip(first, second, strict=True)) == every


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_chief_pages_can_be_read_in_every_pair_of_looks(
    street: MakeStreet, visit: Enter, look: Look
):
    place = street()
    sights = make_sights(place)
    reader = visit(place, phone=look.phone, view=look.view)
    chosen = {"theme": look.theme, settings.LANGUAGE_COOKIE_NAME: look.language}
    for name, value in chosen.items():
        reader.context.add_cookies([{"name": name, "value": value, "url": place.url}])
    grid = place.scene.places.grid.code
    chief = ("/", "/report", "/matters", sights.late, sights.closed, f"/places/{grid}")
    others = ("/statistics", "/organisations/works", "/map", "/mine", "/help/promises", "/sign-in")
    found: list[str] = []
    for path in (*chief, *others):
        reader.open(path)
        assert reader.page.locator("html").get_attribute("data-theme") == look.theme
        assert (reader.page.locator("html").get_attribute("lang") or "").lower() == look.language
        found += inspect(reader)
    assert not found, "\n".join(found)


def test_every_page_reads_in_order_without_styles(street: MakeStreet, visit: Enter):
    place = street()
    found: list[str] = []

    def come() -> Person:
        return visit(place, phone=True)

    for person in walk_past(place, come):
        found += [f"{person.path}: {each}" for each in person.page.evaluate(READ_PLAIN)]
    assert not found, "\n".join(found)
