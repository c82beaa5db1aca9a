"""The pages whose growth is measured: what each shows has as many rows at every size."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.browsers import Answer, Browser
from benchmarks.filling import Street
from linli.config.wsgi import application
from linli.core.matters.models import Matter
from linli.ground.accounts.models import Account

WORDS = "小区门口的路灯已经三天不亮了，晚上下楼很不方便。"
SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """One page and whether it counts all that there is, and so may take longer with more."""

    name: str
    call: Callable[[], Answer]
    counts: bool = False


def list_visits(street: Street) -> list[Visit]:
    """Signed in as whoever the page is for."""
    resident = _browser(street.resident)
    steward, handler = _browser(street.person("steward")), _browser(street.person("handler"))
    dispatcher = _browser(street.person("dispatcher"))
    holder = street.organisations[0]
    numbers = cycle(_closed_numbers())
    return [
        Visit("list", lambda: resident.get("/matters")),
        Visit("matter", lambda: resident.get(f"/matters/{next(numbers)}")),
        Visit("dispatcher's list", lambda: dispatcher.get("/desk/dispatch")),
        Visit("handler's inbox", lambda: handler.get("/desk/inbox")),
        Visit("steward's list", lambda: steward.get("/desk/verify")),
        Visit("a grid's page", lambda: resident.get(f"/places/{street.quiet.code}")),
        Visit("organisation", lambda: resident.get(f"/matters?holder_slug={holder.slug}")),
        Visit("my matters", lambda: resident.get("/mine")),
        Visit("JSON list", lambda: resident.get("/api/v1/matters")),
        Visit("report", _reporting(street)),
        Visit("first page", lambda: resident.get("/"), counts=True),
        Visit(
            "the street's page",
            lambda: resident.get(f"/places/{street.scene.places.street.code}"),
            counts=True,
        ),
        Visit("figures", lambda: resident.get("/statistics"), counts=True),
    ]


def list_slow_plans(visit: Visit, *, milliseconds: float) -> list[str]:
    """What the planner says of the visit's queries that take so long."""
    with CaptureQueriesContext(connection) as captured:
        visit.call()
    slow = [each["sql"] for each in captured if float(each["time"]) * 1000 >= milliseconds]
    return [_explain(statement) for statement in slow if statement.startswith("SELECT")]


def _explain(statement: str) -> str:
    how = (
        "EXPLAIN (ANALYZE, BUFFERS)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {statement}")
        lines = [str(row[-1]) for row in cursor.fetchall()]
    return "\n".join([statement, *lines])


def _browser(account: Account) -> Browser:
    browser = Browser(application)
    browser.sign_in(account.pk)
    return browser


def _closed_numbers() -> list[str]:
    """Cases with the same history, from the first ten thousand at every size."""
    closed = Matter.objects.filter(state="closed", promises__name="close").order_by("id")
    return list(closed.values_list("number", flat=True)[:SAMPLE])


def _reporting(street: Street) -> Callable[[], Answer]:
    """A new browser for each report, without account: its session is as small as the first."""
    first = Browser(application)
    token = first.token("/report")

    def report() -> Answer:
        browser = Browser(application)
        browser.cookies = dict(first.cookies)
        return browser.post(
            "/report",
            {
                "csrfmiddlewaretoken": token,
                "idempotency_key": secrets.token_urlsafe(18),
                "category": "roads.lamp",
                "words": WORDS,
                "place": street.grids[0].code,
                "nearby": "seen",
                "alike": "seen",
            },
        )

    return report
