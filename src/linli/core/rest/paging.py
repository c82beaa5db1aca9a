"""Parts of long lists.

Lists by age go on behind the last matter that was read, so that the thousandth part costs what the
first does and a new matter shifts nothing.  Worklists, which are short and are worked off from the
top, go by page.
"""

import base64
import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from linli.core.matters.errors import InputRefusedError
from linli.core.matters.models import Matter

PER_PAGE = 30
MOST_PER_PAGE = 100
LAST_PAGE = 400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# Eight bytes of time and sixteen of key, which base64 writes without padding.
CURSOR = re.compile(r"[A-Za-z0-9_-]{32}")


class Part(NamedTuple):
    """Matters of one answer, and the address of the next part."""

    matters: list[Matter]
    next: str | None


def read_behind(request: HttpRequest, matters: QuerySet[Matter], *, after: str, limit: int) -> Part:
    """The matters behind the cursor, of a list by `-opened_at, -id`; InputRefusedError (after)."""
    if after:
        opened_at, key = _read_cursor(after)
        matters = matters.filter(
            Q(opened_at__lte=opened_at) & (Q(opened_at__lt=opened_at) | Q(pk__lt=key))
        )
    found = list(matters[: limit + 1])
    if len(found) <= limit:
        return Part(found, None)
    shown = found[:limit]
    return Part(shown, next_address(request, after=_write_cursor(shown[-1])))


def read_page(request: HttpRequest, matters: QuerySet[Matter], *, page: int) -> Part:
    """The asked page of a list in any order."""
    start = (page - 1) * PER_PAGE
    found = list(matters[start : start + PER_PAGE + 1])
    more = len(found) > PER_PAGE and page < LAST_PAGE
    return Part(found[:PER_PAGE], next_address(request, page=str(page + 1)) if more else None)


def next_address(request: HttpRequest, **changed: str) -> str:
    """The request's address with other values for these parameters."""
    return f"{request.path}?{urlencode({**request.GET.dict(), **changed})}"


def _write_cursor(matter: Matter) -> str:
    micros = (matter.opened_at - EPOCH) // MICROSECOND
    packed = micros.to_bytes(8, signed=True) + matter.pk.bytes
    return base64.urlsafe_b64encode(packed).decode()


def _read_cursor(text: str) -> tuple[datetime, UUID]:
    if not CURSOR.fullmatch(text):
        raise InputRefusedError({"after": "not_a_choice"})
    packed = base64.urlsafe_b64decode(text)
    try:
        moment = EPOCH + int.from_bytes(packed[:8], signed=True) * MICROSECOND
    except OverflowError as error:
        raise InputRefusedError({"after": "not_a_choice"}) from error
    return moment, UUID(bytes=packed[8:])
