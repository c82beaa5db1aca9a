"""What Equal Shares would have needed to buy a project.

How many new voters it takes is not monotone, since they make everybody's share smaller: the
smallest number is sought from 1 upwards as long as that is affordable, else it is enclosed, so
that with it the project wins and with one less it does not. Where shares are not raised, a
project that wins at some cost wins at every lower one: until it is bought the purchases of the
others do not depend on it, and its supporters can pay less for less.
"""

from functools import cached_property

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.decision import Decision, wins
from linli.engines.equal_shares.method import Method
from linli.engines.equal_shares.missing.answer import Missing
from linli.engines.equal_shares.missing.by_turns import TurnInquiry
from linli.engines.equal_shares.missing.enough import votes_to_win
from linli.engines.equal_shares.missing.hints import Forecast, Hint, gather_hints
from linli.engines.equal_shares.missing.search import Holds, enclose, first, rise
from linli.engines.equal_shares.options import Completion, Satisfaction

_AFFORDABLE_WORK = 5_000_000
_AHEAD = 64
_LONG_WORK = 300_000_000
_CLIMBS = 20


class ShareInquiry:
    """Answers for the projects that a decision of Equal Shares left out."""

    def __init__(self, contest: Contest, method: Method, decision: Decision) -> None:
        self.contest, self.method, self.decision = contest, method, decision
        self.ranks = method.ties.ranks(contest)
        self.work = (contest.entries + 100) * decision.passes
        self.plain = method.completion is Completion.NONE
        self.raising = method.completion.raises_shares

    @property
    def takes_long(self) -> bool:
        """Whether answering for all projects takes long: each climbs the ladder many times."""
        climb = self.decision.passes * (self.contest.entries + 3_000)
        return self.raising and _CLIMBS * climb * len(self._out) > _LONG_WORK

    def missing(self, project: int) -> Missing:
        """The least votes and the least discount that would have sufficed."""

        def with_voters(count: int) -> bool:
            return wins(self.contest.with_voters(project, count), self.method, project)

        def with_discount(off: int) -> bool:
            cost = self.contest.costs[project] - off
            return wins(self.contest.with_cost(project, cost), self.method, project)

        most = self._most_votes(project)
        cost, least = self._discount(with_discount, project)
        if self._is_small(project):
            each = self._foreseen(with_voters, project)
            votes = first(each, most)
            ahead = range(votes + 1, min(most, votes + _AHEAD) + 1) if votes else ()
            return Missing(votes, cost, votes_last=all(map(each, ahead)), cost_least=least)
        votes = enclose(with_voters, most, self._guess_votes(project))
        lasts = votes is None or self._lasts(with_voters, project, votes)
        return Missing(votes, cost, votes_last=lasts, votes_least=False, cost_least=least)

    def _most_votes(self, project: int) -> int:
        return votes_to_win(self.contest, self.method, project)

    def _foreseen(self, holds: Holds, project: int) -> Holds:
        """The same question, answered by a pass for all projects where that tells."""
        by_effort = self.contest.satisfaction is Satisfaction.EFFORT
        worthless = not self.contest.most_points
        if not self.plain or by_effort or worthless or project not in self._hints:
            return holds

        def foreseen(count: int) -> bool:
            verdict = self._one_by_one.verdict(project, count)
            return holds(count) if verdict is None else verdict

        return foreseen

    def _discount(self, holds: Holds, project: int) -> tuple[int | None, bool]:
        """The discount, and whether every smaller one was ruled out; giving the project away is
        only tried if no price helps."""
        cost, hint = self.contest.costs[project], self._hints.get(project)
        if self.plain and hint and hint.sure and hint.cost:
            return cost - hint.cost, True
        if self.raising:
            found, least = self._discount_of_raised(holds, cost)
        else:
            found, least = enclose(holds, cost - 1, cost - self._guess_cost(hint)), True
        return (cost if found is None and cost and holds(cost) else found), least

    def _discount_of_raised(self, holds: Holds, cost: int) -> tuple[int | None, bool]:
        """Where shares are raised a project may win at one cost and lose at a lower one."""
        if cost * self.work <= _AFFORDABLE_WORK:
            return first(holds, cost - 1), True
        found = rise(holds, cost - 1, guess=cost - self._guess_cost(None))
        return found, found == 1

    def _guess_cost(self, hint: Hint | None) -> int:
        left = self.contest.budget - sum(self.contest.costs[j] for j in self.decision.winners)
        if hint is None or self.raising:
            return left
        return max(left, hint.cost) if self.decision.picks else hint.cost

    def _guess_votes(self, project: int) -> int:
        if project not in self._hints:
            return 1
        if self.raising:
            guess = max(1, int(self._hints[project].votes))
        else:
            guess = self._forecast.guess(project)
        turn = self._turns.votes(project) if self._turns else None
        return guess if turn is None else min(guess, turn)

    def _lasts(self, holds: Holds, project: int, votes: int) -> bool:
        """Whether more votes keep the project in, by samples."""
        if self.plain and project in self._hints:
            return self._forecast.lasts(project, votes)
        return holds(votes + 1) and holds(2 * votes)

    @cached_property
    def _hints(self) -> dict[int, Hint]:
        run = self.decision.run
        if run is None or not self.contest.voters:
            return {}
        return gather_hints(self.contest, run.share, self.ranks, self._out)

    def _is_small(self, project: int) -> bool:
        """Whether every number of votes up to one that surely suffices can be tried."""
        return self._most_votes(project) * self.work <= _AFFORDABLE_WORK

    @cached_property
    def _forecast(self) -> Forecast:
        most = max(map(self._most_votes, self._out))
        return Forecast(self.contest, self.ranks, self._out, most)

    @cached_property
    def _one_by_one(self) -> Forecast:
        projects = [project for project in self._out if self._is_small(project)]
        return Forecast(self.contest, self.ranks, projects, most=1)

    @cached_property
    def _out(self) -> list[int]:
        """The projects that were not bought although they cost something and have support."""
        bought = self.decision.run.winners if self.decision.run else ()
        return [
            j
            for j, cost in enumerate(self.contest.costs)
            if j not in bought and cost and len(self.contest.supports[j])
        ]

    @cached_property
    def _turns(self) -> TurnInquiry | None:
        picks = self.decision.picks
        return TurnInquiry(self.contest, self.method, picks) if picks else None
