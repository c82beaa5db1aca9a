"""How a loop is compiled."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """The function compiled at its first call, in strict IEEE arithmetic, one thread.

    What was compiled is kept beside the source or, where that cannot be written, in the user's
    cache folder. Where neither can, it is compiled anew in each process, with the same result.
    """
    try:
        compiled: Callable[P, R] = numba.njit(cache=True, error_model="numpy")(function)
    except RuntimeError:  # numba found no place for its cache
        compiled = numba.njit(error_model="numpy")(function)
    return compiled
