"""The pages that are measured, on a street with matters."""

import secrets
from collections.abc import Callable

from django.contrib.sessions.models import Session

from benchmarks.bare.application import BareHandler
from benchmarks.browsers import Answer, Application, Browser
from benchmarks.comparing import Page
from benchmarks.filling import Filler, Street, found_street
from linli.config.wsgi import application
from linli.core.matters.models import Matter
from linli.ground.accounts.models import Account
from tests.factories import make_case_in_state, take

ROWS = 30
OPEN_SHARE = 0.1  # so that a few thousand matters fill a dispatcher's list
REPORTED = {
    "category": "roads.lamp",
    "words": "小区门口的路灯已经三天不亮了，晚上下楼很不方便。",
    "nearby": "seen",
    "alike": "seen",
}


def list_pages(matters: int) -> list[Page]:
    """Fills a street and opens its pages."""
    street = found_street()
    many = make_case_in_state(street.scene, "handling", place=street.quiet.code)
    few = make_case_in_state(street.scene, "handling", place=street.quiet.code)
    for _ in range(ROWS - 4):
        take(street.scene, many, "contact")
    Filler(street, open_share=OPEN_SHARE).fill_to(matters)
    bare = BareHandler()
    resident = Pair(street.resident, bare)
    closed = Matter.objects.filter(state="closed", holder__isnull=False).order_by("id")[5]
    return [
        resident.page("list of 30", "/matters", f"/matters?place_code={street.corner.code}"),
        _worklist(street, bare),
        Page(
            "matter",
            *resident.both(f"/matters/{closed.number}"),
            few=resident.call(f"/matters/{few.number}"),
            many=resident.call(f"/matters/{many.number}"),
        ),
        resident.page("JSON list of 30", "/api/v1/matters", "/api/v1/matters?limit=1"),
        _report(street, bare),
    ]


class Pair:
    """Two browsers with one session, one on the product, one on the bare views."""

    def __init__(self, account: Account, bare: Application) -> None:
        self.ours, self.bare = Browser(application), Browser(bare)
        self.ours.sign_in(account.pk)
        self.bare.cookies = self.ours.cookies

    def call(self, path: str) -> Callable[[], Answer]:
        return lambda: self.ours.get(path)

    def both(self, path: str) -> tuple[Callable[[], Answer], Callable[[], Answer]]:
        return self.call(path), lambda: self.bare.get(path)

    def page(self, name: str, path: str, few: str) -> Page:
        return Page(name, *self.both(path), few=self.call(few), many=self.call(path))


def _worklist(street: Street, bare: Application) -> Page:
    pair, corner = Pair(street.person("dispatcher"), bare), Pair(street.corner_dispatcher, bare)
    path = "/desk/dispatch"
    return Page("dispatcher's list", *pair.both(path), few=corner.call(path), many=pair.call(path))


def _report(street: Street, bare: Application) -> Page:
    pair = Pair(street.resident, bare)
    token = pair.ours.token("/report")
    key = pair.ours.cookies["sessionid"]
    before = Session.objects.get(pk=key).session_data

    def send(browser: Browser) -> Answer:
        """The session goes back to what it was, so that it does not grow with each report."""
        values = REPORTED | {"place": street.quiet.code, "csrfmiddlewaretoken": token}
        values["idempotency_key"] = secrets.token_urlsafe(18)
        answer = browser.post("/report", values)
        Session.objects.filter(pk=key).update(session_data=before)
        return answer

    ours, theirs = (lambda: send(pair.ours)), (lambda: send(pair.bare))
    return Page("report", ours, theirs, few=ours, many=ours)
