import pytest

from linli.core.matters.models import Matter
from linli.core.pages.windows import LAST_PAGE, get_window
from tests.factories import multiply, report_case


@pytest.fixture
def numbers(scene):
    """Thirty-one matters, by number."""
    multiply(report_case(scene).matter, 30)
    return list(Matter.objects.order_by("number").values_list("number", flat=True))


def window(page):
    found = get_window(Matter.objects.order_by("number"), page=page)
    return [each.number for each in found.items], found.previous, found.next


def test_windows_follow_each_other(numbers):
    assert window("1") == (numbers[:30], 0, 2)
    assert window("2") == (numbers[30:], 1, 0)


@pytest.mark.parametrize("page", ["", "0", "x", "-1", "１", "1.5"])
def test_page_that_is_no_number_is_the_first(numbers, page):
    assert window(page) == (numbers[:30], 0, 2)


def test_nobody_leafs_beyond_the_last_page(numbers):
    assert window("9" * 30) == ([], LAST_PAGE - 1, 0)


def test_window_costs_one_query_and_counts_nothing(numbers, django_assert_num_queries):
    with django_assert_num_queries(1):
        window("1")
