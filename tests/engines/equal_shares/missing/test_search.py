"""Enclosing the number at which something begins to hold."""

from hypothesis import given
from hypothesis import strategies as st

from linli.engines.equal_shares.missing.search import enclose, first


@given(st.integers(1, 500), st.integers(1, 500), st.integers(-10, 600))
def test_enclose_finds_where_it_begins_from_any_guess(begin: int, most: int, guess: int) -> None:
    found = enclose(lambda number: number >= begin, most, guess)
    assert found == (begin if begin <= most else None)


@given(st.sets(st.integers(1, 60)), st.integers(1, 60), st.integers(1, 60))
def test_enclose_finds_a_border_where_it_comes_and_goes(
    holding: set[int], most: int, guess: int
) -> None:
    found = enclose(holding.__contains__, most, guess)
    if found is None:
        assert most not in holding
    else:
        assert found in holding
        assert found - 1 not in holding
        assert found <= most


def test_enclose_asks_little_when_the_guess_is_good() -> None:
    asked: list[int] = []

    def holds(number: int) -> bool:
        asked.append(number)
        return number >= 1_000

    assert enclose(holds, 10**9, 1_000) == 1_000
    assert asked == [1_000, 999]
    asked.clear()
    assert enclose(holds, 10**9, 990) == 1_000
    assert len(asked) < 10


def test_first_is_the_smallest() -> None:
    assert first(lambda number: number in (3, 7), 9) == 3
    assert first(lambda number: number == 3, 2) is None
