"""The outcome of an election, which explains itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from linli.engines.equal_shares.account import Account, open_account
from linli.engines.equal_shares.comparison import Comparison, Preference, compare_winners
from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.decision import Decision
from linli.engines.equal_shares.election import Election
from linli.engines.equal_shares.explanation import Explainer, ProjectReport, Round
from linli.engines.equal_shares.fairness import Fairness, measure_fairness
from linli.engines.equal_shares.method import Method
from linli.engines.equal_shares.missing import (
    NOT_COUNTED,
    NOTHING_MISSING,
    Inquiry,
    Missing,
    begin_inquiry,
)
from linli.engines.equal_shares.options import Satisfaction
from linli.engines.equal_shares.sides import FloatArray
from linli.engines.equal_shares.tie_records import Tie, list_ties

Watch = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Allocation:
    """Who won, and on request why.

    Everything beyond the winners is worked out when it is asked for. ``preference`` is set
    where the method compared the outcome with the greedy one; ``replaced`` says that the
    greedy one was taken since more voters prefer it.
    """

    election: Election
    method: Method
    contest: Contest
    decision: Decision
    preference: Preference | None = None
    replaced: bool = False

    @cached_property
    def winners(self) -> tuple[str, ...]:
        """The ids of the chosen projects in the order of choice."""
        return tuple(self.contest.ids[j] for j in self.decision.winners)

    @cached_property
    def cost(self) -> int:
        """What the winners cost together, in smallest units."""
        return sum(self.contest.costs[j] for j in self.decision.winners)

    @property
    def budget(self) -> int:
        """What there was to spend, in smallest units."""
        return self.election.budget

    @property
    def left(self) -> int:
        """What remains of the budget, in smallest units."""
        return self.budget - self.cost

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        """The choices in order, with prices and ties."""
        return self._explainer.rounds()

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Each time that projects were equal and an order among them decided."""
        return list_ties(self.contest, self.method.ties, self.decision)

    @cached_property
    def fairness(self) -> Fairness:
        """How evenly the outcome serves the voters."""
        by_count = self.method.satisfaction is Satisfaction.CARDINALITY
        return measure_fairness(self.election, self.decision.winners, by_count=by_count)

    @cached_property
    def account(self) -> Account | None:
        """Who paid what; None where nothing was bought with shares."""
        run = self.decision.run
        if run is None or not self.contest.voters:
            return None
        return open_account(self.contest, run, self.method.ties.ranks(self.contest))

    def payments(self) -> FloatArray:
        """What each voter paid, in the order of the file. Private: tells how somebody voted."""
        if self.account is None:
            return np.zeros(self.election.voter_count)
        paid = float(self.account.share) - self.account.left
        return paid[self.election.ballots.ballot_of_voter]

    def missing(self, project: str) -> Missing:
        """What a project would have needed to be chosen: nothing if it was."""
        index = self.election.index[project]
        if index in self.decision.winners:
            return NOTHING_MISSING
        return self._inquiry.missing(index)

    def explain(
        self, watch: Watch | None = None, *, thorough: bool = False
    ) -> tuple[ProjectReport, ...]:
        """The report on each project, in the order of the election; made once.

        ``watch`` hears how many projects are done and how many there are. What projects lacked
        is left out where it takes long (raised shares in large elections), unless
        ``thorough``; ``missing`` works it out for one project at any time.
        """
        if "projects" not in self.__dict__:
            self.__dict__["projects"] = tuple(self._reports(watch, thorough=thorough))
        return self.projects

    @cached_property
    def projects(self) -> tuple[ProjectReport, ...]:
        """The report on each project, in the order of the election."""
        return tuple(self._reports(None, thorough=False))

    def compare(self, other: "Allocation") -> Comparison:
        """What differs between this outcome and another of the same election."""
        by_count = self.method.satisfaction is Satisfaction.CARDINALITY
        return compare_winners(
            self.election, self.decision.winners, other.decision.winners, by_count=by_count
        )

    @cached_property
    def _inquiry(self) -> Inquiry:
        return begin_inquiry(self.contest, self.method, self.decision)

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self.election, self.decision, self.account)

    def _reports(self, watch: Watch | None, *, thorough: bool) -> list[ProjectReport]:
        reports, told = [], self._explainer
        for index, project in enumerate(self.election.projects):
            if watch:
                watch(index, len(self.election.projects))
            code = told.code(index)
            brief = not (code.selected or thorough) and self._inquiry.takes_long
            reports.append(
                ProjectReport(
                    id=project.id,
                    name=project.name,
                    selected=code.selected,
                    votes=self.contest.votes[index],
                    cost=project.cost,
                    price=told.price(index),
                    missing=NOT_COUNTED if brief else self.missing(project.id),
                    code=code,
                    reason=told.reason(index),
                )
            )
        return reports
