"""Which tests belong to which database's pass."""

import pytest
from django.test import SimpleTestCase, TransactionTestCase

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def touches_database(item: pytest.Item) -> bool:
    """Whether a test may behave differently on another database.  Journeys in a browser do not:
    they walk the pages over services that are tested on both."""
    if item.get_closest_marker("journey"):
        return False
    case = getattr(item, "cls", None)
    if isinstance(case, type) and issubclass(case, SimpleTestCase):
        return issubclass(case, TransactionTestCase)
    asked = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql")
    return marked is not None or bool(asked & DATABASE_FIXTURES)


def belongs(item: pytest.Item, *, on_postgresql: bool, only_database: bool) -> bool:
    """Whether a test is for a pass on this database, of all tests or of the database's only."""
    if item.get_closest_marker("postgresql") and not on_postgresql:
        return False
    return touches_database(item) or not only_database
