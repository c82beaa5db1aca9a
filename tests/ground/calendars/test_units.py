import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.calendars.errors import LimitError
from linli.ground.calendars.units import MAX_AMOUNT, Limit, Unit


@pytest.mark.parametrize(
    ("code", "limit"),
    [
        ("5wd", Limit(5, Unit.WORKING_DAYS)),
        ("4wh", Limit(4, Unit.WORKING_HOURS)),
        ("24nh", Limit(24, Unit.NATURAL_HOURS)),
        ("15cd", Limit(15, Unit.CALENDAR_DAYS)),
    ],
)
def test_limit_short_code(code, limit):
    assert (Limit.parse(code), str(limit)) == (limit, code)


@given(st.integers(1, MAX_AMOUNT), st.sampled_from(Unit))
def test_limit_read_back(amount, unit):
    assert Limit.parse(str(Limit(amount, unit))) == Limit(amount, unit)


@pytest.mark.parametrize(
    "code", ["", "5", "wd", "0wd", "-1wd", "05wd", "5 wd", "5WD", "5wdx", "1.5wh", "10001cd", "٥wd"]
)
def test_limit_malformed_code(code):
    with pytest.raises(LimitError):
        Limit.parse(code)


@pytest.mark.parametrize("amount", [0, -1, True, 1.0, MAX_AMOUNT + 1])
def test_limit_amount_outside_range(amount):
    with pytest.raises(LimitError) as refused:
        Limit(amount, Unit.WORKING_DAYS)
    assert refused.value.code == "limit"


def test_limit_unknown_unit():
    with pytest.raises(LimitError):
        Limit(1, "working_days")


def test_unit_hours():
    assert [unit for unit in Unit if unit.is_hours] == [Unit.WORKING_HOURS, Unit.NATURAL_HOURS]
