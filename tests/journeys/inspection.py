"""What every page has to keep, whoever reads it: WCAG 2.2 AA, room, size, and nothing hidden."""

from functools import cache
from pathlib import Path

from tests.journeys.people import Person

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
FULL_HEIGHT = "() => document.documentElement.scrollHeight"
PICTURES_HAVE_COME = """() => Promise.all([...document.images].map(
    (each) => each.complete || new Promise((done) => { each.onload = each.onerror = done; })))"""
RUN_AXE = """async (runOnly) => {
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) =>
    `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}"""
# A phone's page: no wider than the screen, the text of at least 18 px and no words under 16, targets of at least 44, and
# whatever is focused stands clear of the bar at the foot.
MEASURE = """() => {
  const name = (each) => each.outerHTML.slice(0, 120);
  const page = document.documentElement, found = [];
  const body = parseFloat(getComputedStyle(document.body).fontSize);
  if (body < 17.99) found.push(`the text is ${body} px`);
  if (page.scrollWidth > page.clientWidth) {
    const wide = [...document.querySelectorAll("main *")].find(
      (each) => each.getBoundingClientRect().right > page.clientWidth + 1
        && !each.closest(".scroll, .vh"));
    found.push(`wider than the screen by ${page.scrollWidth - page.clientWidth}: ${wide && name(wide)}`);
  }
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || !holder.checkVisibility() || holder.closest("svg, .vh")) continue;
    const size = parseFloat(getComputedStyle(holder).fontSize);
    if (size < 15.99) found.push(`words of ${size} px: ${name(holder)}`);
  }
  const targets = ".btn, .input, .choice, .tabbar a, .tool, .tabs a, .big, summary, .more";
  for (const each of document.querySelectorAll(targets)) {
    const { height } = each.getBoundingClientRect();
    if (each.checkVisibility() && height < 43.99) found.push(`${height} px high: ${name(each)}`);
  }
  const bar = document.querySelector(".tabbar");
  const reachable = "main :is(a, button, input:not([type=hidden]), select, textarea, summary), .foot :is(a, button)";
  if (bar.checkVisibility()) for (const each of document.querySelectorAll(reachable)) {
    if (!each.checkVisibility()) continue;
    each.focus();
    const own = each.getBoundingClientRect(), top = bar.getBoundingClientRect().top;
    if (own.top + Math.min(own.height, 44) > top + 1) found.push(`under the bar: ${name(each)}`);
  }
  return found;
}"""


@cache
def axe_source() -> str:
    return AXE.read_text(encoding="utf-8")


def inspect(person: Person) -> list[str]:
    """What is wrong with the page that the person looks at; empty where nothing is."""
    page, size = person.page, person.page.viewport_size
    assert size is not None
    # The whole page at once: what has only been scrolled under the tab bar is not too small.
    # Twice: pictures that were out of sight come, and the page grows by them.
    for _ in range(2):
        page.set_viewport_size({"width": size["width"], "height": page.evaluate(FULL_HEIGHT)})
        page.evaluate(PICTURES_HAVE_COME)
    page.evaluate(axe_source())
    found = page.evaluate(RUN_AXE, RULES)
    page.set_viewport_size(size)
    return [f"{person.path}: {each}" for each in found] + measure(person)


def inspect_colours(person: Person) -> list[str]:
    """Words that stand out too little from their ground by night; the page was inspected by day."""
    person.page.emulate_media(color_scheme="dark")
    found = person.page.evaluate(RUN_AXE, CONTRAST)
    person.page.emulate_media(color_scheme="light")
    return [f"{person.path} by night: {each}" for each in found]


def measure(person: Person) -> list[str]:
    """What is too wide, too small or hidden; empty where nothing is."""
    return [f"{person.path}: {each}" for each in person.page.evaluate(MEASURE)]
