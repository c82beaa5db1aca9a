"""Sequential Phragmén worked out by hand."""

from linli.engines.equal_shares import Satisfaction, TieOrder, allocate, build_election
from linli.engines.equal_shares.contest import contest_of
from linli.engines.equal_shares.phragmen import Phragmen, Turn, Turns
from linli.engines.equal_shares.ties import TieRule


def run(budget: int, costs: dict[str, int], ballots: list[list[str]]) -> Turns:
    contest = contest_of(build_election(budget, costs, ballots), Satisfaction.CARDINALITY)
    return Phragmen(contest, TieRule((TieOrder.ID,)).ranks(contest)).run()


def test_phragmen_lets_those_buy_who_have_saved_up_first() -> None:
    """a at 2; then c at 3, since b's first voter has just paid 2 and must begin again."""
    ballots = [["a", "b"], ["a"], ["b", "c"], ["c"]]
    turns = run(100, {"a": 4, "b": 4, "c": 6}, ballots)
    assert turns == Turns((Turn(0, (0, 1)), Turn(1, (1, 2)), Turn(2, (2,))), ())


def test_phragmen_stops_where_the_best_overspends() -> None:
    turns = run(5, {"a": 2, "b": 4, "c": 1}, [["a"], ["a"], ["b"], ["b"], ["b"], ["c"] * 0])
    assert [turn.project for turn in turns.turns] == [0]
    assert turns.stopped_at == (1,)


def test_phragmen_stops_where_one_of_equals_overspends() -> None:
    turns = run(5, {"a": 3, "b": 3, "c": 6}, [["a"], ["b"], ["b"], ["c"], ["c"], ["a"]])
    assert turns == Turns((Turn(0, (0, 1)),), (1,))


def test_phragmen_leaves_out_what_costs_more_than_all() -> None:
    assert run(5, {"a": 6, "b": 5}, [["a"], ["a"], ["b"]]) == Turns((Turn(1, (1,)),), ())


def test_phragmen_takes_projects_without_support_at_the_end_while_all_fit() -> None:
    assert run(9, {"a": 2, "b": 3, "c": 4}, [["a"]]) == Turns(
        (Turn(0, (0,)), Turn(1, (1, 2)), Turn(2, (2,))), ()
    )
    assert run(5, {"a": 2, "b": 3, "c": 4}, [["a"]]).stopped_at == (1, 2)


def test_phragmen_compares_close_loads_exactly() -> None:
    """Thirds and sevenths that floating point holds for equal, and one that is a hair later."""
    big = 3 * 7 * 10**15
    costs = {"a": big, "b": big, "c": 7 * big // 3 + 1}
    election = build_election(10 * big, costs, [["a", "b"], ["a", "b"], ["a", "b"], *[["c"]] * 7])
    turns = run(10 * big, costs, [["a", "b"]] * 3 + [["c"]] * 7)
    assert turns.turns[0] == Turn(0, (0, 1))
    assert [election.projects[turn.project].id for turn in turns.turns] == ["a", "c", "b"]


def test_allocate_explains_phragmen() -> None:
    election = build_election(5, {"a": 2, "b": 4, "z": 9}, [["a"], ["a"], ["b"], ["b"], ["z"]])
    allocation = allocate(election, rule="phragmen")
    assert [report.code.value for report in allocation.projects] == [
        "earned",
        "overspends",
        "over_budget",
    ]
    assert allocation.projects[1].reason.en == (
        "Not chosen: it was next, but it costs 4 and 3 was left; the rule stops there."
    )
