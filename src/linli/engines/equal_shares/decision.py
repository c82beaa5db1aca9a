"""From a contest and a method to winners: which rule runs when, on what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.greedy import Picks, pick_greedily
from linli.engines.equal_shares.method import Method
from linli.engines.equal_shares.options import Completion, Convention, Rule
from linli.engines.equal_shares.phragmen import Phragmen, Turns
from linli.engines.equal_shares.raising import Climb, Ladder
from linli.engines.equal_shares.shares import Run, begin_pass, run_shares

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Decision:
    """Who won, and the steps that led there.

    ``run`` is the pass of Equal Shares that counted, ``over`` the next one if it was given up
    because it overspends; ``picks`` are the turns of the greedy rule, alone or on what was
    left; ``turns`` those of Phragmén. ``passes`` counts the passes of Equal Shares made.
    """

    winners: tuple[int, ...]
    run: Run | None = None
    over: Run | None = None
    picks: Picks | None = None
    turns: Turns | None = None
    passes: int = 1


def decide(contest: Contest, method: Method, progress: Progress | None = None) -> Decision:
    """The winners in the order of choice. ``progress`` hears of each step of add1."""
    ranks = method.ties.ranks(contest)
    if method.rule is Rule.GREEDY:
        picks = pick_greedily(contest, method.ties, by_votes=by_votes(method))
        return Decision(picks.winners, picks=picks)
    if method.rule is Rule.PHRAGMEN:
        turns = Phragmen(contest, ranks).run()
        return Decision(turns.winners, turns=turns)
    run, over, passes = _share(contest, method, ranks, progress)
    if not method.completion.fills_up:
        return Decision(run.winners, run, over, passes=passes)
    picks = pick_greedily(contest, method.ties, taken=run.winners, by_votes=by_votes(method))
    return Decision((*run.winners, *picks.winners), run, over, picks, passes=passes)


def wins(contest: Contest, method: Method, project: int) -> bool:
    """Whether the project is among the winners; no more is counted than that takes."""
    plain = method.rule is Rule.EQUAL_SHARES and method.completion is Completion.NONE
    if not plain or not contest.voters or not contest.costs[project]:
        return project in decide(contest, method).winners
    share = Fraction(contest.budget, contest.voters)
    steps = begin_pass(contest, share, method.ties.ranks(contest)).steps()
    return any(purchase.project == project for purchase in steps)


def by_votes(method: Method) -> bool:
    """Whether the greedy rule goes by the number of votes, not by value for money."""
    return method.convention is Convention.EQUALSHARES_NET


def _share(
    contest: Contest, method: Method, ranks: Sequence[int], progress: Progress | None
) -> tuple[Run, Run | None, int]:
    """The run that counts, the one given up for overspending, and how many were made."""
    if not contest.voters:
        return Run(Fraction(0), (), ()), None, 1
    free = _free(contest, method, ranks)
    share = Fraction(contest.budget, contest.voters)
    if method.completion.raises_shares and not _affords_all(contest, method):
        climb = Climb(contest, _ladder(contest, method, share), ranks, free, progress)
        return *climb.last(), len(climb.winners)
    return run_shares(contest, share, ranks, free=free), None, 1


def _free(contest: Contest, method: Method, ranks: Sequence[int]) -> tuple[int, ...]:
    """Projects that cost nothing and are worth something to somebody."""
    if method.convention is Convention.EQUALSHARES_NET:
        return ()
    worthy = [j for j, cost in enumerate(contest.costs) if not cost and _wanted(contest, j)]
    return tuple(sorted(worthy, key=ranks.__getitem__))


def _wanted(contest: Contest, project: int) -> bool:
    return bool(contest.rates[project]) and len(contest.supports[project]) > 0


def _affords_all(contest: Contest, method: Method) -> bool:
    """Whether the equalshares.net tool runs only once, since everything fits the budget."""
    everything = sum(contest.costs) <= contest.budget
    return method.convention is Convention.EQUALSHARES_NET and everything


def _ladder(contest: Contest, method: Method, share: Fraction) -> Ladder:
    priced = tuple(j for j, c in enumerate(contest.costs) if c and len(contest.supports[j]))
    everything = tuple(range(len(contest.costs)))
    if method.budget_step is not None:
        step = Fraction(method.budget_step, contest.voters)
        top = share * (contest.voters + 1)
        return Ladder(share, step, everything, priced, top)
    step = Fraction(method.increment)
    if method.convention is Convention.EQUALSHARES_NET:
        unit = method.unit
        return Ladder(Fraction(floor(share / unit) * unit), step, everything, priced)
    return Ladder(share, step, priced, priced)
