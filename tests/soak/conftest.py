"""A filled street, as the long runs use it."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from benchmarks.filling import Filler, Street, found_street
from benchmarks.filling.tables import analyse

MATTERS = 2_000


@pytest.fixture(autouse=True)
def _connection_outlives_requests() -> Iterator[None]:
    """The pages are called inside the test's own transaction, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def street(db: None) -> Street:
    street = found_street()
    filler = Filler(street)
    filler.fill_quiet(12)
    filler.fill_to(MATTERS)
    analyse()
    return street
