"""What a project that was not chosen would have needed: a lower cost, or more voters.

Each answer is that of counting the changed election.
"""

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.decision import Decision
from linli.engines.equal_shares.method import Method
from linli.engines.equal_shares.missing.answer import NOT_COUNTED, NOTHING_MISSING, Missing
from linli.engines.equal_shares.missing.by_loads import LoadInquiry
from linli.engines.equal_shares.missing.by_shares import ShareInquiry
from linli.engines.equal_shares.missing.by_turns import TurnInquiry

__all__ = ["NOTHING_MISSING", "NOT_COUNTED", "Inquiry", "Missing", "begin_inquiry"]

Inquiry = LoadInquiry | ShareInquiry | TurnInquiry


def begin_inquiry(contest: Contest, method: Method, decision: Decision) -> Inquiry:
    """What answers for the projects that a decision left out."""
    if decision.turns is not None:
        return LoadInquiry(contest, method, decision.winners)
    if decision.run is None and decision.picks is not None:
        return TurnInquiry(contest, method, decision.picks)
    return ShareInquiry(contest, method, decision)
