"""Who thinks alike, what each group stands for, what all share, which statement to show next.

What Polis computes, equal to it where that can be reproduced, and beyond it how sure that is.
``analyse`` takes ``Votes``; ``read_polis`` and ``read_votes`` read files. Method: sparse principal
components of ballots, k-means in the plane, silhouettes (Small, Bjorkegren, Erkkilä, Shaw and
Megill 2021, "Polis: Scaling deliberation by mapping high dimensional opinion spaces"). Memory is
linear in the votes; work is linear in the votes, times votes per participant up to 1,024
statements. The formulas, what was compared and what is not promised: docs/engines.
"""

from linli.engines.opinion_groups.analyse import analyse
from linli.engines.opinion_groups.analysis import Analysis, Group
from linli.engines.opinion_groups.errors import (
    FileError,
    OpinionGroupsError,
    OptionError,
    TableError,
    VotesError,
)
from linli.engines.opinion_groups.finding import Finding, Reason, State
from linli.engines.opinion_groups.formats import Conversation, read_polis, read_votes, write_own
from linli.engines.opinion_groups.options import Options
from linli.engines.opinion_groups.statements import Moderation, Statement, Statements
from linli.engines.opinion_groups.update import update
from linli.engines.opinion_groups.votes import Votes

__all__ = [
    "Analysis",
    "Conversation",
    "FileError",
    "Finding",
    "Group",
    "Moderation",
    "OpinionGroupsError",
    "OptionError",
    "Options",
    "Reason",
    "State",
    "Statement",
    "Statements",
    "TableError",
    "Votes",
    "VotesError",
    "analyse",
    "read_polis",
    "read_votes",
    "update",
    "write_own",
]
