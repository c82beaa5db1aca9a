"""What the greedy rule would have needed to take a project.

The order of the others and the money left at each of their turns do not depend on a project
that is not taken. So it is taken if it fits into what is left when the first comes that it
precedes. More votes or a lower cost only bring its turn forward.
"""

from bisect import bisect_left

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.decision import by_votes
from linli.engines.equal_shares.greedy import Picks, turn_key
from linli.engines.equal_shares.method import Method
from linli.engines.equal_shares.missing.answer import Missing
from linli.engines.equal_shares.missing.enough import votes_to_lead
from linli.engines.equal_shares.missing.search import enclose


class TurnInquiry:
    """Answers for the projects that the greedy rule left out of its turns ``picks``."""

    takes_long = False

    def __init__(self, contest: Contest, method: Method, picks: Picks) -> None:
        self.contest, self.method, self.picks = contest, method, picks.picks
        self.keys = {pick.project: self._key(contest, pick.project) for pick in self.picks}
        last = self.picks[-1] if self.picks else None
        self.rest = contest.budget if last is None else last.left
        if last is not None and last.taken:
            self.rest -= contest.costs[last.project]

    def missing(self, project: int) -> Missing:
        """The least votes and the least discount that would have sufficed."""
        cost = self.contest.costs[project]
        return Missing(
            votes=self.votes(project),
            cost=enclose(
                lambda off: self._takes(self.contest.with_cost(project, cost - off), project), cost
            ),
        )

    def votes(self, project: int) -> int | None:
        """The least votes that would have sufficed, the others' turns being what they were."""
        most = votes_to_lead(self.contest, project)
        if self.contest.costs[project] > self.contest.budget:
            return None
        return enclose(
            lambda count: self._takes(self.contest.with_voters(project, count), project), most
        )

    def _takes(self, contest: Contest, project: int) -> bool:
        """Whether the project, changed as in ``contest``, fits when its turn comes."""
        others = [pick for pick in self.picks if pick.project != project]
        place = bisect_left(
            [self.keys[pick.project] for pick in others], self._key(contest, project)
        )
        left = others[place].left if place < len(others) else self.rest
        return contest.costs[project] <= left

    def _key(self, contest: Contest, project: int) -> tuple[object, ...]:
        return turn_key(contest, self.method.ties, project, by_votes=by_votes(self.method))
