"""How many more votes are surely enough, to know how far to search."""

from fractions import Fraction
from math import ceil, isqrt

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.method import Method
from linli.engines.equal_shares.options import Convention


def votes_to_win(contest: Contest, method: Method, project: int) -> int:
    """Voters with whom Equal Shares buys the project if any number of them brings that about.

    0 where the project costs more than there is.
    """
    cost, rest = contest.costs[project], contest.budget - contest.costs[project]
    if rest < 0:
        return 0
    lead = votes_to_lead(contest, project)
    if not contest.most_points:
        return max(lead, _votes_to_empty(contest))
    if not rest:
        return max(lead, _votes_to_be_alone(contest, method))
    pay = max(1, ceil(Fraction(contest.voters * cost, rest)), _votes_to_step(contest, method))
    return max(pay, lead) if method.completion.fills_up else pay


def votes_to_lead(contest: Contest, project: int) -> int:
    """Voters with whom the project comes before every other that costs something.

    They outnumber the voters of each other project, also in proportion to the cost.
    """
    cost = contest.costs[project]
    rivals = [
        max(Fraction(votes), Fraction(cost * votes, other), cost * abs(total) / other)
        for other, votes, total in zip(contest.costs, contest.votes, contest.totals, strict=True)
        if other
    ]
    return ceil(max(rivals, default=Fraction(0))) + 1


def _votes_to_empty(contest: Contest) -> int:
    """Voters whose ballots are worth nothing to anybody, but with whom the shares have become so
    small that no project can be bought: more of them change nothing."""
    pairs = zip(contest.costs, contest.votes, strict=True)
    reach = max(
        (Fraction(contest.budget * votes, cost) for cost, votes in pairs if cost), default=0
    )
    return max(1, ceil(reach) - contest.voters + 1)


def _votes_to_step(contest: Contest, method: Method) -> int:
    """Voters among whom a share rounded down, as equalshares.net begins, is nothing, so that the
    first step of raising decides."""
    if method.convention is not Convention.EQUALSHARES_NET or not method.completion.raises_shares:
        return 0
    return ceil(Fraction(contest.budget, min(method.unit, method.increment))) + 1


def _votes_to_be_alone(contest: Contest, method: Method) -> int:
    """Voters who can pay the whole budget from a raised share that affords nothing else.

    0 where shares are not raised, or where a single step of raising affords something else.
    """
    if not method.completion.raises_shares:
        return 0
    pairs = zip(contest.costs, contest.votes, strict=True)
    dearest = min((Fraction(cost, votes) for cost, votes in pairs if cost and votes), default=None)
    if dearest is None:
        return 1
    if method.budget_step is not None:
        whole = contest.budget + method.budget_step
        steps = Fraction(contest.budget * contest.voters, method.budget_step)
        return ceil(max(whole / dearest, steps)) + 1
    step = Fraction(method.increment)
    if dearest <= step:
        return 0
    evened = isqrt(ceil(contest.budget * contest.voters / step)) + 1
    alone = ceil(contest.budget / (dearest - step))
    return max(alone, evened, _votes_to_step(contest, method)) + 1
