"""Options without meaning are refused by name."""

from typing import Any

import numpy as np
import pytest

from linli.engines.opinion_groups import OptionError, Options


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"seed": -1}, "seed must be a whole number from 0 on: -1"),
        ({"block_size": 0}, "block_size must be a whole number from 1 on: 0"),
        ({"block_size": 2.5}, "block_size must be a whole number from 1 on: 2.5"),
        ({"most_groups": 1}, "most_groups must be a whole number from 2 on: 1"),
        ({"significance": 0}, "significance must lie between 0 and 1: 0"),
        ({"significance": 0.001}, "199 shuffles cannot show a significance of 0.001"),
        ({"significance": "x"}, "significance must lie between 0 and 1: 'x'"),
        ({"population": 0}, "population must be a whole number from 1 on: 0"),
        ({"population": 2.5}, "population must be a whole number from 1 on: 2.5"),
        ({"population": "x"}, "population must be a whole number from 1 on: 'x'"),
        ({"seed": None}, "seed must be a whole number from 0 on: None"),
        ({"floor": True}, "floor must be a whole number from 1 on: True"),
    ],
)
def test_options_are_checked(options: dict[str, Any], reason: str) -> None:
    with pytest.raises(OptionError) as caught:
        Options(**options)
    assert str(caught.value) == reason


def test_whole_numbers_of_any_kind_become_those_of_python() -> None:
    options = Options(seed=np.int64(3), population=np.uint16(60))  # type: ignore[arg-type]
    assert options == Options(seed=3, population=60)
    assert (type(options.seed), type(options.population)) == (int, int)
