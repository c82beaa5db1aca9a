import base64
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from django.db.models import F
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from linli.core.matters.errors import InputRefusedError
from linli.core.matters.models import Matter
from linli.core.rest.paging import (
    EPOCH,
    _read_cursor,
    _write_cursor,
    next_address,
    read_behind,
    read_page,
)
from tests.factories import report_case

LATEST = ("-opened_at", "-id")


def request(query: str = ""):
    return RequestFactory().get(f"/api/v1/matters{query}")


def after_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["after"][0]


def read_all(limit: int) -> list[str]:
    """Numbers of all matters, part by part."""
    numbers, after = [], ""
    while True:
        part = read_behind(request(), Matter.objects.order_by(*LATEST), after=after, limit=limit)
        assert len(part.matters) <= limit
        numbers += [matter.number for matter in part.matters]
        if part.next is None:
            return numbers
        after = after_of(part.next)


def test_parts_give_each_matter_once_and_in_order(scene):
    for _ in range(7):
        report_case(scene)
    # Of one and the same moment, as after an import: then the key decides.
    Matter.objects.filter(pk__in=list(Matter.objects.values_list("pk", flat=True)[:4])).update(
        opened_at=Matter.objects.first().opened_at
    )
    expected = list(Matter.objects.order_by(*LATEST).values_list("number", flat=True))
    assert [read_all(limit) for limit in (1, 2, 3, 7, 8)] == [expected] * 5


def test_new_matter_shifts_nothing(scene):
    for _ in range(4):
        report_case(scene)
    matters = Matter.objects.order_by(*LATEST)
    first = read_behind(request(), matters, after="", limit=2)
    report_case(scene)
    second = read_behind(request(), matters, after=after_of(first.next), limit=2)
    seen = {matter.number for matter in [*first.matters, *second.matters]}
    assert len(seen) == 4


def test_matters_before_1970_are_read_too(scene):
    for years in (10, 60, 70):
        matter = report_case(scene).matter
        Matter.objects.filter(pk=matter.pk).update(
            opened_at=F("opened_at") - timedelta(days=365 * years)
        )
    assert len(read_all(1)) == 3


@pytest.mark.parametrize(
    "cursor",
    ["x", "==", "路灯", base64.urlsafe_b64encode(b"short").decode(), "A" * 40, "A" * 32 + "="],
)
def test_cursor_that_was_not_given_out_is_refused(scene, cursor):
    with pytest.raises(InputRefusedError) as refused:
        read_behind(request(), Matter.objects.order_by(*LATEST), after=cursor, limit=2)
    assert refused.value.errors == {"after": "not_a_choice"}


def test_cursor_of_a_time_beyond_all_calendars_is_refused():
    text = base64.urlsafe_b64encode((2**62).to_bytes(8) + bytes(16)).decode()
    with pytest.raises(InputRefusedError):
        _read_cursor(text)


@given(micros=st.integers(-(2**51), 2**53))
def test_cursor_holds_the_moment_to_the_microsecond_and_the_key(micros):
    """From 1898 to 2255."""
    matter = Matter(id=uuid4(), opened_at=EPOCH + timedelta(microseconds=micros))
    assert _read_cursor(_write_cursor(matter)) == (matter.opened_at, UUID(str(matter.pk)))


def test_pages_end_where_the_list_ends(scene):
    for _ in range(31):
        report_case(scene)
    matters = Matter.objects.order_by("number")
    first, second = (read_page(request(), matters, page=page) for page in (1, 2))
    assert (len(first.matters), first.next) == (30, "/api/v1/matters?page=2")
    assert (len(second.matters), second.next) == (1, None)


def test_next_address_keeps_the_other_parameters():
    asked = request("?state=closed&after=old")
    assert next_address(asked, after="new") == "/api/v1/matters?state=closed&after=new"
