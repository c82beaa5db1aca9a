"""Calling pages and API in tests, and what both say to a refusal."""

import re
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.core.matters.models import Matter
from linli.ground.accounts.public import Account
from tests.factories import Scene, give_receipt

CODE = re.compile(r'data-code="([a-z_]+)"')
API = "/api/v1"


def signed_in(account: Account) -> Client:
    """A browser in which this account is signed in."""
    client = Client()
    client.force_login(account)
    return client


def on_duty(scene: Scene, kind: str) -> Client:
    """A browser in which the person on that duty is signed in."""
    return signed_in(scene.people[kind])


def bearer(matter: Matter) -> dict[str, str]:
    """The header of somebody with a receipt of the matter."""
    return {"X-Linli-Receipt": f"{matter.number} {give_receipt(matter)}"}


def get(client: Client, path: str, **headers: str) -> Any:
    """The API's answer; nothing but a 200 is one."""
    response = client.get(f"{API}{path}", headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


def post(client: Client, path: str, body: Any = None, **headers: str) -> HttpResponse:
    """Posts JSON to the API; header names with underscores for hyphens."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(
        f"{API}{path}", {} if body is None else body, "application/json", headers=names
    )


def refusal(response: HttpResponse) -> tuple[int, str]:
    """Status and code of a refusal by the API, whose sentence is never empty."""
    payload = response.json()
    assert set(payload) == {"code", "message", "errors"}
    assert payload["message"]
    return response.status_code, payload["code"]


def page_refusal(response: HttpResponse) -> tuple[int, str]:
    """Status and code of a refusal by a page."""
    found = CODE.search(response.content.decode())
    return response.status_code, found.group(1) if found else ""


def count_queries(client: Client, path: str) -> int:
    """Queries of a page that answers 200, with what a process keeps already kept."""
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(path)
            content = b"".join(response.streaming_content) if response.streaming else b""
        assert response.status_code == 200, (path, response.status_code, content)
        counts.append(len(queries))
    return min(counts)
