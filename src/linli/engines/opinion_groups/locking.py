"""Arrays that nobody can change by mistake."""

from dataclasses import fields
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Kind = TypeVar("Kind", bound=np.generic)


def lock(array: NDArray[Kind]) -> NDArray[Kind]:
    """The same numbers, not to be written to through what is returned; no copy."""
    view = array.view()
    view.setflags(write=False)
    return view


def lock_fields(instance: Any) -> None:
    """Makes every array that a frozen dataclass holds one that cannot be written to through it."""
    for field in fields(instance):
        value = getattr(instance, field.name)
        if isinstance(value, np.ndarray):
            object.__setattr__(instance, field.name, lock(value))
