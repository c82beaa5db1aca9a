"""What a reader gives back."""

from typing import NamedTuple

from linli.engines.opinion_groups.statements import Statements
from linli.engines.opinion_groups.votes import Votes


class Conversation(NamedTuple):
    """Votes and, where there is a list of them, the statements."""

    votes: Votes
    statements: Statements | None
