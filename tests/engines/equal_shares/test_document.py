"""The JSON document has what was promised."""

import json

from linli.engines.equal_shares import allocate, parse_pabulib
from linli.engines.equal_shares.document import document_of
from tests.engines.equal_shares.examples import riverside, riverside_file


def test_document_of_has_outcome_projects_ties_and_fairness() -> None:
    document = json.loads(json.dumps(document_of(allocate(riverside()))))
    assert {key: document[key] for key in ("winners", "cost", "budget", "ties", "notes")} == {
        "winners": ["lamp", "book"],
        "cost": 430,
        "budget": 1200,
        "ties": [],
        "notes": [],
    }
    assert document["share"] == 30
    assert document["rounds"][1] == {
        "project": "book",
        "how": "bought",
        "price": 625 / 22,
        "tied": [],
        "money_left": 900,
    }
    assert [project["id"] for project in document["projects"]] == [
        "park",
        "lamp",
        "book",
        "bike",
        "gift",
        "none",
    ]
    assert document["projects"][0] == {
        "id": "park",
        "name": "Pocket park",
        "selected": False,
        "votes": 24,
        "cost": 900,
        "price": None,
        "missing_votes": 24,
        "missing_votes_is_smallest": True,
        "more_votes_keep_it": True,
        "missing_cost": 180,
        "missing_cost_is_smallest": True,
        "missing_counted": True,
        "reason": "Not chosen: when nothing more could be bought, its 24 supporters had about "
        "720 CNY left together; it costs 900 CNY.",
        "reason_zh": "未选中：到最后，它的 24 位支持者合计约剩 720 CNY，而它需要 900 CNY。",
        "reason_code": "money_spent",
    }


def test_document_of_measures_fairness() -> None:
    fairness = document_of(allocate(riverside(), rule="greedy"))["fairness"]
    assert isinstance(fairness, dict)
    assert fairness["voters_without_winner"] == 5
    assert fairness["exclusion_ratio"] == 0.125
    assert fairness["ejr_plus"] is True
    assert fairness["budget_share_per_voter"] == 30


def test_document_of_compares() -> None:
    election = riverside()
    document = document_of(allocate(election), allocate(election, rule="greedy"))
    comparison = document["comparison"]
    assert isinstance(comparison, dict)
    assert (
        comparison.pop("fairness_there")
        == document_of(allocate(election, rule="greedy"))["fairness"]
    )
    assert comparison == {
        "with": "greedy",
        "only_here": ["book"],
        "only_there": ["park", "gift"],
        "both": ["lamp"],
        "cost_here": 430,
        "cost_there": 1200,
        "voters_better_here": 10,
        "voters_better_there": 24,
        "voters_equal": 6,
    }


def test_document_of_gives_amounts_in_units_of_the_currency() -> None:
    data = riverside_file().replace(b"budget;1200", b"budget;1200.5")
    document = document_of(allocate(parse_pabulib(data)))
    assert document["budget"] == 1200.5
    assert document["cost"] == 430
    projects = document["projects"]
    assert isinstance(projects, list)
    assert projects[1]["cost"] == 300
