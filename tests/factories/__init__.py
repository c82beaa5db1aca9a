"""People, places and matters for tests, made by the product's own services.

`make_scene` gives a street with one person on each duty; `make_matter_in` walks a matter of any
kind through the funnel.
"""

from tests.factories.actors import as_actor, give_receipt, hand_for, reporter_of
from tests.factories.matters import (
    make_case_in_state,
    make_matter_for,
    make_matter_in,
    multiply,
    take,
    walk,
)
from tests.factories.scenes import (
    CODES,
    LONG_AGO,
    PARTNER,
    SERVES,
    Scene,
    Territory,
    make_account,
    make_community,
    make_duty,
    make_organisation,
    make_scene,
    make_territory,
)
from tests.factories.values import make_values, report_case
from tests.factories.ways import find_way, shortest_way

__all__ = [
    "CODES",
    "LONG_AGO",
    "PARTNER",
    "SERVES",
    "Scene",
    "Territory",
    "as_actor",
    "find_way",
    "give_receipt",
    "hand_for",
    "make_account",
    "make_case_in_state",
    "make_community",
    "make_duty",
    "make_matter_for",
    "make_matter_in",
    "make_organisation",
    "make_scene",
    "make_territory",
    "make_values",
    "multiply",
    "report_case",
    "reporter_of",
    "shortest_way",
    "take",
    "walk",
]
