"""A browser before the running product: streets to walk, and people who walk them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright

pytest.register_assert_rewrite("tests.journeys.cast")

from tests.journeys.people import Person, enter
from tests.journeys.streets import Street, StreetClock, make_street

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
# Nobody has to sign in again where a journey lets weeks pass.
WEEKS = 6 * 7 * 24 * 3600
MakeStreet = Callable[..., Street]
Enter = Callable[..., Person]


@pytest.fixture(scope="package")
def browser(chromium: Path) -> Iterator[Browser]:
    """One browser for all journeys.  Its driver runs a loop in this thread, which Django takes for
    asynchronous code; the tests beside it are not."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> StreetClock:
    """The time on the street, in the server's threads as well: it stands until somebody moves it."""
    standing = StreetClock()
    monkeypatch.setattr(timezone, "now", standing.read)
    return standing


@pytest.fixture
def street(live_server: Any, settings: Any, tmp_path: Path, clock: StreetClock) -> MakeStreet:
    """Makes a community with people on duty that answers at the server's address."""

    def make(profile: str = "cn") -> Street:
        cache.clear()
        settings.LINLI_DATA_DIR = tmp_path
        settings.LINLI_PROFILE = profile
        settings.LANGUAGE_CODE = "zh-hans" if profile == "cn" else "en"
        settings.LINLI_SESSION_IDLE_SECONDS = WEEKS
        return make_street(profile, url=live_server.url, clock=clock, outbox=tmp_path / "outbox")

    return make


@pytest.fixture
def visit(browser: Browser) -> Iterator[Enter]:
    """Lets people come, each with a browser profile of his own.  When they have gone, none may have
    seen an error, a breach of the content policy, or a request to somebody else's server."""
    came: list[Person] = []

    def come(street: Street, **options: Any) -> Person:
        came.append(enter(browser, street, **options))
        return came[-1]

    yield come
    for person in came:
        person.leave()
    assert [complaint for person in came for complaint in person.complaints] == []
