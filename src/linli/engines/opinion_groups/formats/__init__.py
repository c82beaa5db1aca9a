"""Files of votes: the export of Polis, and Linli's own.

Reading is strict: what a format does not allow is refused with file, line, column and reason.
"""

from linli.engines.opinion_groups.formats.conversation import Conversation
from linli.engines.opinion_groups.formats.finding_files import read_votes
from linli.engines.opinion_groups.formats.own import write_own
from linli.engines.opinion_groups.formats.polis import read_polis

__all__ = ["Conversation", "read_polis", "read_votes", "write_own"]
