"""Orders that do not hang on the last digit of a number."""

from collections.abc import Iterable

import numpy as np


def rank(scores: Iterable[float], places: Iterable[int]) -> list[int]:
    """The places by falling score; scores equal to twelve digits in ascending order of place."""
    return [
        place for _, place in sorted((-_blunt(s), p) for s, p in zip(scores, places, strict=True))
    ]


def exceeds(score: float, other: float) -> bool:
    """Whether the first is larger in its first twelve digits."""
    return _blunt(score) > _blunt(other)


def _blunt(score: float) -> float:
    return float(np.format_float_scientific(score, precision=11, unique=False))
