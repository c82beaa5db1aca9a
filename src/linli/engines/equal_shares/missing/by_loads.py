"""What sequential Phragmén would have needed to buy a project.

Until it is bought the others' purchases do not depend on it. It would be bought at the first
purchase, or at the stop, by which its supporters could have saved up its cost; and only if it
still fits. More votes or a lower cost only make that earlier. The budget stays what it was, and
so do the loads of the others.
"""

from dataclasses import dataclass
from math import ceil, floor, inf

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.decision import wins
from linli.engines.equal_shares.method import Method
from linli.engines.equal_shares.missing.answer import Missing
from linli.engines.equal_shares.missing.enough import votes_to_lead
from linli.engines.equal_shares.missing.search import enclose
from linli.engines.equal_shares.phragmen import Phragmen

_DOUBT = 1e-6


@dataclass
class Chance:
    """The best chance of one project so far: new votes more than this, a cost under that."""

    votes: float = inf
    cost: float = 0.0


class LoadInquiry:
    """Answers for the projects that Phragmén left out."""

    takes_long = False

    def __init__(self, contest: Contest, method: Method, winners: tuple[int, ...]) -> None:
        self.contest, self.method = contest, method
        out = sorted(set(range(len(contest.ids))) - set(winners))
        self.chances = {j: Chance() for j in out if contest.votes[j]}
        self._watch(Phragmen(contest, method.ties.ranks(contest)))

    def missing(self, project: int) -> Missing:
        """The least votes and the least discount that would have sufficed."""
        cost, chance = self.contest.costs[project], self.chances.get(project, Chance())
        most = votes_to_lead(self.contest, project) if cost <= self.contest.budget else 0

        def with_voters(count: int) -> bool:
            return wins(self.contest.with_voters(project, count), self.method, project)

        def with_discount(off: int) -> bool:
            return wins(self.contest.with_cost(project, cost - off), self.method, project)

        votes = 1 if chance.votes == inf else max(1, floor(chance.votes) + 1)
        off = cost - max(0, ceil(chance.cost) - 1)
        sure_votes = _is_sure(chance.votes) and most >= votes
        sure_cost = _is_sure(chance.cost) and chance.cost > 1
        return Missing(
            votes=votes if sure_votes else enclose(with_voters, most, votes),
            cost=off if sure_cost else enclose(with_discount, cost, off),
        )

    def _watch(self, rule: Phragmen) -> None:
        for turn in rule.steps():
            self._look(rule, rule.value(turn.project) if self.contest.votes[turn.project] else inf)
        stopped = [rule.value(j) for j in rule.stopped_at if self.contest.votes[j]]
        self._look(rule, stopped[0] if stopped else inf)

    def _look(self, rule: Phragmen, load: float) -> None:
        """Takes notice of a purchase at ``load``, or of the end."""
        for project, chance in self.chances.items():
            cost, votes = self.contest.costs[project], self.contest.votes[project]
            room = rule.left + 0.5
            fits = cost <= rule.left and load > 0
            hopeful = fits and cost / load - votes < chance.votes
            if not hopeful and min(load * votes, room) <= chance.cost:
                continue
            earned = rule.value(project) * votes - cost
            if fits:
                chance.votes = min(chance.votes, max(0.0, (earned + cost) / load - votes))
            chance.cost = max(chance.cost, min(load * votes - earned, room))


def _is_sure(value: float) -> bool:
    """Whether a threshold is far enough from a whole number, where equal loads would tie."""
    return value not in (0.0, inf) and abs(value - round(value)) > _DOUBT * max(1.0, abs(value))
