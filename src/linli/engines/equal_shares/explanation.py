"""From a decision to the story of each project: turn by turn, and why or why not."""

from dataclasses import dataclass
from fractions import Fraction

from linli.engines.equal_shares.account import Account
from linli.engines.equal_shares.decision import Decision
from linli.engines.equal_shares.election import Election
from linli.engines.equal_shares.missing import Missing
from linli.engines.equal_shares.options import FLOOR
from linli.engines.equal_shares.reasons import Facts, ReasonCode, say_reason
from linli.engines.equal_shares.wording import Words


@dataclass(frozen=True)
class Round:
    """One choice. ``price`` is what a point cost; ``left`` is what the budget had before."""

    project: str
    code: ReasonCode
    price: Fraction | None
    tied: tuple[str, ...]
    left: int


@dataclass(frozen=True)
class ProjectReport:
    """What happened to one project; amounts in smallest units."""

    id: str
    name: str
    selected: bool
    votes: int
    cost: int
    price: Fraction | None
    missing: Missing
    code: ReasonCode
    reason: Words


class Explainer:
    """The stories of one decision; ``account`` is that of its run of Equal Shares, if any."""

    def __init__(self, election: Election, decision: Decision, account: Account | None) -> None:
        self.election, self.decision, self.account = election, decision, account
        self.turns = {project: turn for turn, project in enumerate(decision.winners, 1)}
        self.picks = {p.project: p for p in decision.picks.picks} if decision.picks else {}

    def rounds(self) -> tuple[Round, ...]:
        """The choices in order."""
        ids = [project.id for project in self.election.projects]
        left, rounds = self.election.budget, []
        ties = self._ties()
        for project in self.decision.winners:
            tied = tuple(sorted(ids[j] for j in ties.get(project, ()) if j != project))
            rounds.append(Round(ids[project], self.code(project), self.price(project), tied, left))
            left -= self.election.projects[project].cost
        return tuple(rounds)

    def price(self, project: int) -> Fraction | None:
        """What a point for the project cost, if its supporters bought it."""
        return self.account.prices.get(project) if self.account else None

    def reason(self, project: int) -> Words:
        """Why the project was chosen or not."""
        code = self.code(project)
        return say_reason(self.election, code, self._facts(project, code))

    def code(self, project: int) -> ReasonCode:
        """The kind of reason."""
        if project in self.turns:
            return self._code_of_winner(project)
        cost, votes = self.election.projects[project].cost, self.election.ballots.votes[project]
        if not votes and project not in self.picks:
            return ReasonCode.NO_VOTES
        if cost > self.election.budget:
            return ReasonCode.OVER_BUDGET
        if self.decision.run is not None:
            return ReasonCode.MONEY_SPENT if cost else ReasonCode.WORTHLESS
        if self.decision.turns is not None:
            stopped = project in self.decision.turns.stopped_at
            return ReasonCode.OVERSPENDS if stopped else ReasonCode.TOO_LATE
        return ReasonCode.NO_ROOM

    def _code_of_winner(self, project: int) -> ReasonCode:
        if project in self.picks:
            return ReasonCode.FILLED if self.decision.run else ReasonCode.PICKED
        if self.decision.turns is not None:
            return ReasonCode.EARNED
        assert self.decision.run is not None
        return ReasonCode.FREE if project in self.decision.run.free else ReasonCode.BOUGHT

    def _facts(self, project: int, code: ReasonCode) -> Facts:
        pick = self.picks.get(project)
        votes, owned = self.election.ballots.votes[project], None
        # What a few had left together would tell what one of them paid for.
        if self.account is not None and code is ReasonCode.MONEY_SPENT and votes >= FLOOR:
            owned = self.account.owned(project)
        spent = sum(self.election.projects[j].cost for j in self.decision.winners)
        left = self.election.budget - spent if self.decision.turns else None
        return Facts(
            project=project,
            votes=votes,
            cost=self.election.projects[project].cost,
            turn=self.turns.get(project, 0),
            price=self.price(project),
            owned=owned,
            left=pick.left if pick else left,
        )

    def _ties(self) -> dict[int, tuple[int, ...]]:
        run, turns = self.decision.run, self.decision.turns
        ties = {p.project: p.tied for p in run.purchases} if run else {}
        return ties | ({turn.project: turn.tied for turn in turns.turns} if turns else {})
