"""A test is run on PostgreSQL too if, and only if, it can reach the database."""

import django.test
import pytest

from tests.services.selection import belongs, touches_database


def test_pure_test_does_not_touch_the_database(request):
    assert not touches_database(request.node)


@pytest.mark.django_db
def test_marked_test_touches_the_database(request):
    assert touches_database(request.node)


@pytest.mark.usefixtures("transactional_db")
def test_test_with_transactions_touches_the_database(request):
    assert touches_database(request.node)


@pytest.fixture
def indirect(db):
    return db


@pytest.mark.usefixtures("indirect")
def test_database_behind_another_fixture_is_seen(request):
    assert touches_database(request.node)


@pytest.mark.journey
@pytest.mark.django_db
def test_journey_is_walked_once(request):
    assert not touches_database(request.node)


class TestCases(django.test.TestCase):
    @pytest.fixture(autouse=True)
    def keep_node(self, request):
        self.node = request.node

    def test_case_of_django_touches_the_database(self):
        assert touches_database(self.node)


class TestSimpleCases(django.test.SimpleTestCase):
    @pytest.fixture(autouse=True)
    def keep_node(self, request):
        self.node = request.node

    def test_simple_case_does_not_touch_the_database(self):
        assert not touches_database(self.node)


@pytest.mark.parametrize(
    ("on_postgresql", "only_database", "expected"),
    [(False, False, True), (True, False, True), (True, True, False), (False, True, False)],
)
def test_pure_test_is_left_out_of_the_database_pass(
    request, on_postgresql, only_database, expected
):
    found = belongs(request.node, on_postgresql=on_postgresql, only_database=only_database)
    assert found == expected


@pytest.mark.django_db
def test_test_for_postgresql_runs_there_only(request):
    request.node.add_marker("postgresql")
    found = [
        belongs(request.node, on_postgresql=yes, only_database=both)
        for yes in (True, False)
        for both in (True, False)
    ]
    assert found == [True, True, False, False]
