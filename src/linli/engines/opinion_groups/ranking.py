"""Orders that do not hang on the last digit of a number."""

from collections.abc import Iterable

# A difference that shows in twelve digits wherever they are cut.
_CLEAR = 1e-9


def rank(scores: Iterable[float], places: Iterable[int]) -> list[int]:
    """The places by falling score; scores equal to twelve digits in ascending order of place."""
    return [
        place for _, place in sorted((-_blunt(s), p) for s, p in zip(scores, places, strict=True))
    ]


def exceeds(score: float, other: float) -> bool:
    """Whether the first is larger in its first twelve digits."""
    if abs(score - other) > _CLEAR * max(abs(score), abs(other)):
        return score > other
    return _blunt(score) > _blunt(other)


def _blunt(score: float) -> float:
    return float(f"{score:.11e}")
