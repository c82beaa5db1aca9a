"""script/pictures: every page of a running starting street, as people of each duty see it."""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from . import browser, project_setup
from .progress import say

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
LOOKS = {"plain": {}, "elder": {"view": "elder"}, "dark": {"theme": "dark"}}
PUBLIC = (
    "/",
    "/report",
    "/matters",
    "/map",
    "/statistics",
    "/rates",
    "/rates/report",
    "/log",
    "/receipt",
    "/sign-in",
    "/demo",
    "/design",
    "/help",
    "/help/states",
    "/help/promises",
    "/help/appeal",
    "/help/privacy",
)
DUTIES = ("派单员", "承办人", "网格员", "复核员", "监督员", "管理员")


class Shot(NamedTuple):
    """A page that is to be pictured: its file's name, its address, and by whom it is seen."""

    name: str
    path: str
    duty: str = ""


def main(arguments: Sequence[str]) -> int:
    """0 when every page was pictured."""
    parser = argparse.ArgumentParser(prog="script/pictures")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    given = parser.parse_args(arguments)
    project_setup.enter(development=True)
    if not browser.provide():
        return 1
    from playwright.sync_api import sync_playwright

    from tests.services.chromium import find_chromium

    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        count = sum(_picture(opened, given.address, given.folder, look) for look in LOOKS)
        opened.close()
    say(f"{count} pictures in {given.folder}")
    return 0


def _picture(opened: "Browser", address: str, folder: Path, look: str) -> int:
    count = 0
    for width, (across, down) in WIDTHS.items():
        for shot in _list_shots(opened, address):
            context = _enter(opened, address, look, size=(across, down), duty=shot.duty)
            page = context.new_page()
            page.goto(address + shot.path)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{shot.name}-{width}-{look}.png", full_page=True)
            context.close()
            count += 1
    return count


def _list_shots(opened: "Browser", address: str) -> Iterator[Shot]:
    """Public pages, one of each kind of thing, and the desk of each duty."""
    for path in PUBLIC:
        yield Shot(path.strip("/").replace("/", "-") or "home", path)
    page = opened.new_page()
    for name, listed in (("matter", "/matters"), ("place", "/"), ("organisation", "/statistics")):
        page.goto(address + listed)
        pattern = {"matter": "matters/[A-Z]", "place": "places/", "organisation": "organisations/"}
        found = re.search(rf'href="(/{pattern[name]}[^"#?]+)"', page.content())
        if found:
            yield Shot(name, found[1])
    page.close()
    for number, duty in enumerate(DUTIES):
        yield Shot(f"desk-{number + 1}", "/desk", duty)


def _enter(
    opened: "Browser", address: str, look: str, *, size: tuple[int, int], duty: str
) -> "BrowserContext":
    """Somebody with that look before him, on that duty if one is named."""
    context = opened.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", device_scale_factor=1
    )
    for name, value in LOOKS[look].items():
        context.add_cookies([{"name": name, "value": value, "url": address}])
    if duty:
        _sign_in(context.new_page(), address, duty)
        for name, value in LOOKS[look].items():
            context.add_cookies([{"name": name, "value": value, "url": address}])
    return context


def _sign_in(page: "Page", address: str, duty: str) -> None:
    page.goto(f"{address}/demo")
    page.locator("form.panel", has_text=duty).first.get_by_role("button").click()
    page.wait_for_load_state()
    page.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
