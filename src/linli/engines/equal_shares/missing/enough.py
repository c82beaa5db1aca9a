"""How many more votes are surely enough, to know how far to search."""

from fractions import Fraction
from math import ceil

from linli.engines.equal_shares.contest import Contest


def votes_to_pay(contest: Contest, project: int) -> int:
    """Voters whose shares alone cover the cost, so that it stays affordable to the end.

    Where the project costs the whole budget that takes everybody's money, so it has to be
    bought first. 0 where no number suffices.
    """
    cost, rest = contest.costs[project], contest.budget - contest.costs[project]
    if rest < 0 or not contest.most_points:
        return 0
    if not rest:
        return votes_to_lead(contest, project)
    return max(1, ceil(Fraction(contest.voters * cost, rest)))


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
