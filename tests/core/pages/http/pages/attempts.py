"""What somebody tries in the same way on a page and on the API."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from linli.core.matters.models import Matter


@dataclass(frozen=True)
class Attempt:
    """What somebody tries: the same on a page and on the API."""

    client: Client
    page: str
    api: str
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    key: str = ""


def step(client: Client, matter: Matter, name: str, **values: Any) -> Attempt:
    page = f"/matters/{matter.number}/steps/{name}"
    return Attempt(client, page, f"/{matter.kind}s/{matter.number}/steps/{name}", values)
