"""Which texts say the same: all pairs of a batch, and earlier matters like a new one."""

from linli.engines.text_routing.duplicates.groups import group_of_each
from linli.engines.text_routing.duplicates.index import MatterIndex
from linli.engines.text_routing.duplicates.index_file import dump_index, load_index
from linli.engines.text_routing.duplicates.matching import MatterPair, match_matters
from linli.engines.text_routing.duplicates.matters import Match, Matter, Relation, relate_places
from linli.engines.text_routing.duplicates.pairs import Pair, find_pairs

__all__ = [
    "Match",
    "Matter",
    "MatterIndex",
    "MatterPair",
    "Pair",
    "Relation",
    "dump_index",
    "find_pairs",
    "group_of_each",
    "load_index",
    "match_matters",
    "relate_places",
]
