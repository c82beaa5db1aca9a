"""Random small elections, most with many equal things in them."""

from dataclasses import dataclass
from random import Random
from typing import Any

from linli.engines.equal_shares import Election, VoteType, build_election

SHARED = ("cost", "cardinality", "effort")
IDS = (*map(str, range(1, 21)), "a", "B", "p10", "p9")


@dataclass(frozen=True)
class Sample:
    """An election in plain values."""

    vote_type: str
    costs: dict[str, int]
    budget: int
    ballots: list[list[str]]
    points: list[list[int]]
    budget_step: int

    @property
    def satisfactions(self) -> tuple[str, ...]:
        if self.vote_type in ("cumulative", "scoring"):
            return (*SHARED, "points")
        return (*SHARED, "borda") if self.vote_type == "ordinal" else SHARED

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {"satisfactions": self.satisfactions}

    def election(self) -> Election:
        kind = VoteType(self.vote_type)
        return build_election(
            self.budget,
            self.costs,
            self.ballots,
            vote_type=kind,
            points=self.points if kind.has_points else None,
        )


def random_sample(random: Random) -> Sample:
    """One to seven projects, one to ten voters; seven of ten with few distinct costs."""
    vote_type = random.choice(["approval", *VoteType])
    ids = random.sample(IDS, random.randint(1, 7))
    costs = {key: _cost(random, few=True) for key in ids}
    if random.random() < 0.3:
        costs = {key: _cost(random, few=False) for key in ids}
    if random.random() < 0.8:
        costs = {key: max(1, cost) for key, cost in costs.items()}
    voters = random.randint(1, 10)
    ballots = [_ballot(random, vote_type, ids) for _ in range(voters)]
    points = [_points(random, vote_type, ballot) for ballot in ballots]
    if random.random() < 0.3:
        copied = [random.choice([0, voters - 1]) for _ in ballots]
        ballots, points = [ballots[i] for i in copied], [points[i] for i in copied]
    return Sample(
        vote_type=vote_type,
        costs=costs,
        budget=_budget(random, sum(costs.values()), voters),
        ballots=ballots,
        points=points,
        budget_step=random.randint(1, 5),
    )


def random_crowd(random: Random, *, voters: int = 300, projects: int = 25) -> Sample:
    """An approval election of 50 voters and more, many of them alike, often with round costs."""
    ids = [str(number) for number in range(random.randint(5, projects))]
    round_costs = random.random() < 0.5
    costs = {
        key: random.choice([10, 20, 30, 50, 100]) if round_costs else random.randint(1, 200)
        for key in ids
    }
    kinds = [random.sample(ids, random.randint(1, 5)) for _ in range(random.randint(2, 30))]
    ballots = [
        random.choice(kinds) if random.random() < 0.7 else random.sample(ids, random.randint(0, 5))
        for _ in range(random.randint(50, voters))
    ]
    budget = random.randint(50, max(51, sum(costs.values())))
    return Sample("approval", costs, budget, ballots, [[1] * len(b) for b in ballots], 1)


def _cost(random: Random, *, few: bool) -> int:
    return random.choice([0, 1, 2, 2, 4, 4, 5, 10]) if few else random.randint(1, 60)


def _ballot(random: Random, vote_type: str, ids: list[str]) -> list[str]:
    most = 1 if vote_type == "choose-1" else len(ids)
    return random.sample(ids, random.randint(0, most))


def _points(random: Random, vote_type: str, ballot: list[str]) -> list[int]:
    scale = [1, 1, 2, 3, 5] if vote_type == "cumulative" else [-1, 0, 1, 1, 2, 5]
    return [random.choice(scale) for _ in ballot]


def _budget(random: Random, total: int, voters: int) -> int:
    total = max(1, total)
    shares = voters * random.randint(1, 5)
    return random.choice([random.randint(1, total), max(1, total // 2), shares, total])
