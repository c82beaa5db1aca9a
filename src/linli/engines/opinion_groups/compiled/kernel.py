"""How a loop is compiled, and how long that will take."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")

_KERNELS: list[Any] = []


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """The function compiled at its first call, in strict IEEE arithmetic, one thread.

    What was compiled is kept beside the source or, where that cannot be written, in the user's
    cache folder. Where neither can, it is compiled anew in each process, with the same result.
    """
    try:
        compiled = numba.njit(cache=True, error_model="numpy")(function)
    except RuntimeError:  # numba found no place for its cache
        compiled = numba.njit(error_model="numpy")(function)
    _KERNELS.append(compiled)
    result: Callable[P, R] = compiled
    return result


def count_compiled() -> int:
    """How many loops this process had to compile, as they were in no cache."""
    return sum(sum(found.stats.cache_misses.values()) for found in _KERNELS)
