"""In elections too large for trying every number, the answers still change the outcome."""

from random import Random

import pytest

from linli.engines.equal_shares import Allocation, Satisfaction, TieOrder, allocate, read_pabulib
from linli.engines.equal_shares import build_election as build
from linli.engines.equal_shares.contest import contest_of
from linli.engines.equal_shares.decision import wins
from linli.engines.equal_shares.missing import begin_inquiry, by_shares
from linli.engines.equal_shares.missing.by_loads import LoadInquiry
from linli.engines.equal_shares.missing.by_turns import TurnInquiry
from linli.engines.equal_shares.missing.hints import gather_hints
from linli.engines.equal_shares.ties import TieRule
from tests.engines.equal_shares.elections import random_crowd
from tests.engines.equal_shares.reference_data import INSTANCES, needs_data


def check(allocation: Allocation, limit: int) -> int:
    """With what is said to be missing a project wins, with one less it does not."""
    contest, method, checked = allocation.contest, allocation.method, 0
    for j, key in enumerate(contest.ids):
        if key in allocation.winners or checked == limit:
            continue
        found = allocation.missing(key)
        if found.votes is not None:
            assert wins(contest.with_voters(j, found.votes), method, j)
            assert found.votes == 1 or not wins(contest.with_voters(j, found.votes - 1), method, j)
        if found.cost is not None:
            cost = contest.costs[j] - found.cost
            assert wins(contest.with_cost(j, cost), method, j)
            assert not wins(contest.with_cost(j, cost + 1), method, j)
        checked += 1
    return checked


@needs_data
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"satisfaction": "cardinality"},
        {"satisfaction": "effort"},
        {"completion": "greedy"},
        {"rule": "greedy"},
        {"rule": "phragmen"},
    ],
    ids=lambda options: " ".join(options.values()) or "mes",
)
def test_missing_is_the_border_in_a_real_election(options: dict[str, str]) -> None:
    election = read_pabulib(INSTANCES / "Poland_Warszawa_2023_Wola.pb")
    assert check(allocate(election, **options), 2) == 2


@needs_data
def test_missing_is_the_border_when_shares_are_raised() -> None:
    election = read_pabulib(INSTANCES / "Poland_Lodz_2022_Radogoszcz.pb")
    assert check(allocate(election, completion="add1"), 1) == 1


def test_enclosed_answers_equal_those_by_trying_every_number_mostly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They may only differ where votes come and go, and then the smaller one is tried out."""
    random, same, asked = Random(2), 0, 0
    for _ in range(5):
        allocation = allocate(random_crowd(random).election())
        losers = [key for key in allocation.contest.ids if key not in allocation.winners][:3]
        exact = [allocation.missing(key) for key in losers]
        with monkeypatch.context() as patch:
            patch.setattr(by_shares, "_AFFORDABLE_WORK", 0)
            inquiry = begin_inquiry(allocation.contest, allocation.method, allocation.decision)
            quick = [inquiry.missing(allocation.election.index[key]) for key in losers]
        assert [found.cost for found in quick] == [found.cost for found in exact]
        for one, other in zip(exact, quick, strict=True):
            assert (one.votes is None) == (other.votes is None)
            assert one.votes is None or other.votes is None or one.votes <= other.votes
            same += one.votes == other.votes
            asked += 1
    assert asked > 8
    assert same > 0.8 * asked


@needs_data
def test_hints_are_close_in_a_real_election() -> None:
    election = read_pabulib(INSTANCES / "Poland_Swiecie_2023.pb")
    allocation = allocate(election)
    contest, run = allocation.contest, allocation.decision.run
    assert run is not None
    out = [j for j in range(len(contest.ids)) if j not in run.winners][:3]
    hints = gather_hints(contest, run.share, TieRule((TieOrder.ID,)).ranks(contest), out)
    for j in out:
        assert contest.costs[j] - hints[j].cost == allocation.missing(contest.ids[j]).cost
        votes = allocation.missing(contest.ids[j]).votes
        assert votes is not None
        assert 0.5 * votes <= hints[j].votes <= 2 * votes


def test_inquiries_go_by_the_rule() -> None:
    election = build(10, {"a": 6, "b": 6}, [["a"], ["b"], ["b"]])
    kinds = {}
    for rule in ("mes", "greedy", "phragmen"):
        made = allocate(election, rule=rule)
        kinds[rule] = type(begin_inquiry(made.contest, made.method, made.decision))
    assert kinds == {
        "mes": by_shares.ShareInquiry,
        "greedy": TurnInquiry,
        "phragmen": LoadInquiry,
    }


def test_missing_votes_are_none_where_no_number_helps() -> None:
    dear = allocate(build(10, {"a": 11}, [["a"]]))
    assert (dear.missing("a").votes, dear.missing("a").cost) == (None, 1)
    whole = allocate(build(10, {"a": 10, "b": 1}, [["a"], ["b"]]))
    assert whole.missing("a").votes is None


def test_missing_votes_of_a_free_project_are_one() -> None:
    gift = build(10, {"a": 5, "gift": 0}, [["a"]])
    assert allocate(gift, satisfaction="cardinality").missing("gift").votes == 1
    assert allocate(gift).missing("gift").votes is None


def test_contest_of_points_needs_points_for_new_voters() -> None:
    contest = contest_of(build(10, {"a": 5}, []), Satisfaction.CARDINALITY)
    assert contest.with_voters(0, 3).votes == (3,)
