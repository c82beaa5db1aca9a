"""EJR+ against all groups of all small elections."""

from fractions import Fraction
from itertools import combinations
from random import Random

from linli.engines.equal_shares import Election, Satisfaction, build_election
from linli.engines.equal_shares.ejr import Violation, find_violations
from tests.engines.equal_shares.elections import Sample, random_sample


def brute_force(sample: Sample, winners: set[str], *, by_count: bool) -> dict[str, int]:
    """By project the size of the largest group whose claim is not met, over all groups."""
    found: dict[str, int] = {}
    for project, cost in sample.costs.items():
        supporters = [ballot for ballot in sample.ballots if project in ballot]
        if project in winners or not cost:
            continue
        for size in range(1, len(supporters) + 1):
            for group in combinations(supporters, size):
                claim = Fraction(sample.budget * size, len(sample.ballots))
                values = [1 if by_count else sample.costs[key] for key in winners]
                best = max(
                    sum(v for key, v in zip(winners, values, strict=True) if key in ballot)
                    for ballot in group
                )
                bought = claim / cost if by_count else claim
                if best + (1 if by_count else cost) <= bought:
                    found[project] = size
    return found


def test_find_violations_equals_trying_all_groups() -> None:
    random, seen = Random(11), 0
    for _ in range(150):
        sample = random_sample(random)
        winners = set(random.sample(list(sample.costs), random.randint(0, len(sample.costs) // 2)))
        election = sample.election()
        chosen = tuple(election.index[key] for key in winners)
        for by_count in (False, True):
            found = find_violations(election, chosen, by_count=by_count)
            expected = brute_force(sample, winners, by_count=by_count)
            assert {v.project: v.voters for v in found} == expected
            seen += len(expected)
    assert seen > 100


def example() -> Election:
    return build_election(90, {"a": 30, "b": 60}, [["a"], ["a"], ["b"], ["b"], ["b"], ["b"]])


def test_find_violations_names_claim_and_best() -> None:
    assert find_violations(example(), (), by_count=False) == (
        Violation("a", 2, Fraction(30), 0, Satisfaction.COST),
        Violation("b", 4, Fraction(60), 0, Satisfaction.COST),
    )
    assert find_violations(example(), (1,), by_count=False) == (
        Violation("a", 2, Fraction(30), 0, Satisfaction.COST),
    )
    assert find_violations(example(), (0, 1), by_count=False) == ()


def test_find_violations_stays_exact_for_huge_amounts() -> None:
    huge = 10**18
    election = build_election(4 * huge, {"a": huge, "b": huge + 1}, [["a"], ["b"], ["a"], ["b"]])
    assert [v.project for v in find_violations(election, (), by_count=False)] == ["a", "b"]
    alone = build_election(4 * huge, {"a": huge, "b": huge + 1}, [["a"], ["b"], ["a"], ["a"]])
    assert [v.project for v in find_violations(alone, (), by_count=False)] == ["a"]
