"""An allocation tells who won, in which order, for which price and why."""

from fractions import Fraction

import pytest

from linli.engines.equal_shares import (
    OptionError,
    allocate,
    build_election,
    parse_pabulib,
    read_pabulib,
)
from linli.engines.equal_shares.explanation import Round
from linli.engines.equal_shares.missing import Missing
from linli.engines.equal_shares.reasons import ReasonCode
from tests.engines.equal_shares.examples import crossing, riverside, riverside_file
from tests.engines.equal_shares.reference_data import INSTANCES, needs_data


def test_allocate_buys_with_equal_shares() -> None:
    allocation = allocate(riverside())
    assert allocation.winners == ("lamp", "book")
    assert (allocation.cost, allocation.budget, allocation.left) == (430, 1200, 770)
    assert allocation.rounds == (
        Round("lamp", ReasonCode.BOUGHT, Fraction(300, 11), (), 1200),
        Round("book", ReasonCode.BOUGHT, Fraction(625, 22), (), 900),
    )


def test_allocate_takes_free_projects_first_where_each_counts_the_same() -> None:
    allocation = allocate(riverside(), satisfaction="cardinality")
    assert allocation.rounds[0] == Round("gift", ReasonCode.FREE, None, (), 1200)


def test_payments_are_those_of_each_voter_in_the_order_of_the_file() -> None:
    allocation = allocate(riverside())
    paid = allocation.payments()
    assert paid.tolist()[:24] == [0.0] * 24
    assert paid.tolist()[24:30] == pytest.approx([30.0] * 6)
    assert paid.tolist()[30:35] == pytest.approx([300 / 11] * 5)
    assert paid.tolist()[35:] == pytest.approx([625 / 22] * 4 + [0.0])
    assert paid.sum() == pytest.approx(430)
    account = allocation.account
    assert account is not None
    assert (account.unspent, account.emptied) == (770, 6)


def test_rules_without_shares_have_no_account() -> None:
    allocation = allocate(riverside(), rule="greedy")
    assert allocation.account is None
    assert allocation.payments().tolist() == [0.0] * 40


def test_projects_tell_why_in_both_languages() -> None:
    reports = {report.id: report for report in allocate(riverside()).projects}
    assert {key: report.code.value for key, report in reports.items()} == {
        "park": "money_spent",
        "lamp": "bought",
        "book": "bought",
        "bike": "money_spent",
        "gift": "worthless",
        "none": "no_votes",
    }
    assert reports["lamp"].reason.en == (
        "Chosen as number 1: 11 voters asked for it and paid for it together, 27.27 CNY each."
    )
    assert reports["lamp"].reason.zh == "第 1 个选中：11 位居民支持它并共同出资，每人 27.27 CNY。"
    assert reports["book"].reason.en.endswith(
        "at most 28.41 CNY each; those who had less left gave all of it."
    )
    assert reports["park"].reason.en == (
        "Not chosen: when nothing more could be bought, its 24 supporters had about 720 CNY left "
        "together; it costs 900 CNY."
    )
    assert reports["park"].missing == Missing(votes=24, cost=180)
    assert reports["none"].missing == Missing(votes=2, cost=None)


def test_completion_by_votes_is_told_as_such() -> None:
    allocation = allocate(riverside(), completion="greedy")
    assert allocation.winners == ("lamp", "book", "bike", "gift", "none")
    assert [step.code.value for step in allocation.rounds] == [
        "bought",
        "bought",
        "filled",
        "filled",
        "filled",
    ]
    park = allocation.projects[0]
    assert park.reason.en.endswith(
        "When its turn came for the money left over, 770 CNY did not cover it either."
    )


def test_greedy_is_told_by_turns() -> None:
    allocation = allocate(riverside(), rule="greedy")
    assert allocation.winners == ("park", "lamp", "gift")
    told = {report.id: report.reason.en for report in allocation.projects}
    assert (
        told["park"] == "Chosen as number 1: 24 votes, and 1,200 CNY was left when its turn came."
    )
    assert told["book"] == "Not chosen: when its turn came, 0 CNY was left; it costs 130 CNY."


def test_explain_reports_progress_and_is_made_once() -> None:
    allocation, heard = allocate(crossing()), []
    reports = allocation.explain(lambda done, total: heard.append((done, total)))
    assert heard == [(0, 3), (1, 3), (2, 3)]
    assert allocation.projects is reports
    assert allocation.explain(lambda done, total: heard.append((done, total))) is reports


def test_comparison_step_takes_the_greedy_outcome_if_more_prefer_it() -> None:
    costs = {"big": 90, "x": 40}
    election = build_election(100, costs, [["big"]] * 6 + [["x"]] * 4)
    plain = allocate(election, convention="equalshares.net")
    compared = allocate(election, convention="equalshares.net", comparison_step=True)
    assert (plain.winners, plain.preference, plain.replaced) == (("x",), None, False)
    assert (compared.winners, compared.replaced) == (("big",), True)
    assert compared.preference is not None
    assert (compared.preference.first, compared.preference.second) == (4, 6)


def test_equalshares_net_runs_once_where_everything_fits() -> None:
    election = build_election(100, {"a": 30, "b": 20}, [["a"], ["a"], ["b"], []])
    allocation = allocate(election, convention="equalshares.net", completion="add1")
    assert allocation.decision.run is not None
    assert (allocation.winners, allocation.decision.run.share) == (("a", "b"), Fraction(25))


def test_equalshares_net_begins_with_a_whole_share() -> None:
    election = build_election(100, {"a": 60, "b": 50}, [["a"], ["a"], ["b"]])
    allocation = allocate(election, convention="equalshares.net", completion="add1")
    assert allocation.decision.run is not None
    assert allocation.decision.run.share.denominator == 1


def test_increment_is_in_units_of_the_currency() -> None:
    cents = parse_pabulib(riverside_file().replace(b"budget;1200", b"budget;1200.50"))
    shares = []
    for increment in (1, 3):
        run = allocate(cents, completion="add1", increment=increment).decision.run
        assert run is not None
        shares.append(run.share / cents.unit)
    start = Fraction(2401, 80)
    assert shares == [start + 7, start + 6]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"rule": "borda"}, "rule 'borda' is none of mes, greedy, phragmen"),
        ({"completion": "add2"}, "completion 'add2' is none of none, greedy, add1, add1-greedy"),
        ({"convention": "mine"}, "convention 'mine' is none of"),
        ({"satisfaction": "love"}, "satisfaction 'love' is none of"),
        ({"rule": "greedy", "completion": "add1"}, "completion add1 belongs to rule mes"),
        ({"satisfaction": "points"}, "satisfaction points cannot be read from approval ballots"),
        ({"increment": 0}, "a step must be at least one smallest unit"),
        ({"budget_step": 0}, "a step must be at least one smallest unit"),
    ],
)
def test_allocate_refuses_what_does_not_exist(options: dict[str, object], reason: str) -> None:
    with pytest.raises(OptionError, match=reason):
        allocate(crossing(), **options)  # type: ignore[arg-type]


@needs_data
def test_explain_leaves_out_what_takes_long() -> None:
    election = read_pabulib(INSTANCES / "Poland_Warszawa_2023_Wola.pb")
    allocation = allocate(election, completion="add1")
    told = {report.missing for report in allocation.explain() if not report.selected}
    assert told == {Missing(votes=None, cost=None, counted=False)}


@pytest.mark.parametrize(("supporters", "told"), [(9, False), (10, True)])
def test_what_few_supporters_had_left_together_is_not_told(supporters, told):
    votes = [["cheap"]] * 20 + [["cheap", "dear"]] * supporters
    election = build_election(300, {"cheap": 100, "dear": 290}, votes)
    (dear,) = [report for report in allocate(election).projects if report.id == "dear"]
    assert dear.code is ReasonCode.MONEY_SPENT
    assert ("had about" in dear.reason.en) == told
    assert ("合计约剩" in dear.reason.zh) == told
