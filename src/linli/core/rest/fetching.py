"""Fetching the matter that an address or a body names."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from linli.core.matters.definition import Procedure
from linli.core.matters.errors import InputRefusedError, MatterNotFoundError
from linli.core.matters.models import Matter
from linli.core.matters.numbers import NUMBER, normalise_number
from linli.core.matters.policies import visible_to
from linli.core.rest.callers import acting


def fetch(request: HttpRequest, number: str, *, kind: str) -> Matter:
    """The caller's matter of that kind and number, for a step on it; MatterNotFoundError."""
    found = visible_to(acting(request)).filter(number=checked(number), kind=kind).first()
    if found is None:
        raise MatterNotFoundError(number)
    return found


def fetch_origin(request: HttpRequest, body: dict[str, Any], procedure: Procedure) -> Matter | None:
    """Takes the number of the origin out of the body, and gives the matter that it names; None
    where the procedure has no origin or the body names none.  MatterNotFoundError."""
    if procedure.origin is None or body.get("origin") is None:
        return None
    number = body.pop("origin")
    if not isinstance(number, str):
        raise InputRefusedError({"origin": "not_a_number"})
    return fetch(request, number, kind=procedure.origin.kind)


def checked(number: str) -> str:
    """The number in its written form; MatterNotFoundError for what cannot be one."""
    written = normalise_number(number)
    if not NUMBER.fullmatch(written):
        raise MatterNotFoundError(number)
    return written


def check_printable(filters: Mapping[str, str]) -> None:
    """Refuses characters that no code has, and that not every database takes."""
    wrong = [name for name, text in filters.items() if not text.isprintable()]
    if wrong:
        raise InputRefusedError(dict.fromkeys(wrong, "not_a_choice"))
