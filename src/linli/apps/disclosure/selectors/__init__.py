"""Reading the public log: its standing, proofs, what may be opened."""

from linli.apps.disclosure.selectors.comparison import (
    Difference,
    compare_entries,
    compare_records,
)
from linli.apps.disclosure.selectors.growth import Growth, list_growth
from linli.apps.disclosure.selectors.proofs import (
    Opening,
    PhotoOpening,
    Proof,
    build_proof,
    find_content,
    list_openings,
    list_photo_openings,
    list_seals,
)
from linli.apps.disclosure.selectors.standing import (
    Standing,
    WitnessView,
    count_places,
    find_standing,
    get_tree,
    is_overdue,
    open_published,
)

__all__ = [
    "Difference",
    "Growth",
    "Opening",
    "PhotoOpening",
    "Proof",
    "Standing",
    "WitnessView",
    "build_proof",
    "compare_entries",
    "compare_records",
    "count_places",
    "find_content",
    "find_standing",
    "get_tree",
    "is_overdue",
    "list_growth",
    "list_openings",
    "list_photo_openings",
    "list_seals",
    "open_published",
]
