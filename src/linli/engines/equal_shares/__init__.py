"""Fair participatory budgets: the Method of Equal Shares beside the greedy rule and Phragmén.

Read an election with ``read_pabulib`` or make one with ``build_election``; ``allocate`` decides
who wins, and the ``Allocation`` explains itself. All decisions are exact.
"""

from linli.engines.equal_shares.allocate import allocate
from linli.engines.equal_shares.allocation import Allocation
from linli.engines.equal_shares.ballots import VoteType
from linli.engines.equal_shares.election import Election, Project, build_election
from linli.engines.equal_shares.errors import (
    ElectionError,
    EqualSharesError,
    OptionError,
    PabulibError,
)
from linli.engines.equal_shares.options import Completion, Convention, Rule, Satisfaction, TieOrder
from linli.engines.equal_shares.pabulib import parse_pabulib, read_pabulib, write_pabulib

__all__ = [
    "Allocation",
    "Completion",
    "Convention",
    "Election",
    "ElectionError",
    "EqualSharesError",
    "OptionError",
    "PabulibError",
    "Project",
    "Rule",
    "Satisfaction",
    "TieOrder",
    "VoteType",
    "allocate",
    "build_election",
    "parse_pabulib",
    "read_pabulib",
    "write_pabulib",
]
