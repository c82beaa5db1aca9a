"""Reading the public log: its standing, proofs, what may be opened."""

from linli.apps.disclosure.selectors.growth import Growth, list_growth
from linli.apps.disclosure.selectors.proofs import (
    Opening,
    Proof,
    build_proof,
    find_content,
    list_openings,
    list_seals,
)
from linli.apps.disclosure.selectors.standing import (
    Standing,
    WitnessView,
    find_standing,
    get_tree,
)

__all__ = [
    "Growth",
    "Opening",
    "Proof",
    "Standing",
    "WitnessView",
    "build_proof",
    "find_content",
    "find_standing",
    "get_tree",
    "list_growth",
    "list_openings",
    "list_seals",
]
