"""What is wrong with a territory, as values that a page, a command or a test can name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceName:
    """Enough of a place to find it in the file and on the map."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason for a refusal.

    `code` is stable.  `feature` counts from 1 in the order of the file.  `at` is (latitude,
    longitude) of a point in the gap or overlap, `area_m2` its area.
    """

    code: str
    feature: int | None = None
    place: PlaceName | None = None
    others: tuple[PlaceName, ...] = ()
    area_m2: float | None = None
    at: tuple[float, float] | None = None
    detail: str = ""
