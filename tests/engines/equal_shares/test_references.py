"""The reference results, each of them."""

from pathlib import Path

import pytest

from linli.engines.equal_shares import Allocation, allocate, read_pabulib
from tests.engines.equal_shares.reference_data import (
    INSTANCES,
    ORACLES,
    list_instances,
    needs_data,
    oracle_file,
    read_reference,
)

COMPLETIONS = {"none": "none", "utilitarian": "greedy", "add1": "add1", "add1u": "add1-greedy"}
TIES = {"maxVotes": "max_votes", "minCost": "min_cost", "maxCost": "max_cost"}

pytestmark = needs_data


def winners(path: Path, **options: str) -> list[str]:
    return sorted(allocate(read_pabulib(path), **options).winners)


def test_allocate_equals_pabutools_references() -> None:
    found = {
        named: (winners(oracle_file(named)), case["winners"])
        for named, case in read_reference("pabutools_reference.json").items()
        if oracle_file(named).exists()
    }
    assert len(found) == 3
    assert [ours for ours, _ in found.values()] == [theirs for _, theirs in found.values()]


@pytest.mark.parametrize(
    ("reference", "satisfaction"),
    [
        ("pabutools_cardinal_reference.json", "points"),
        ("pabutools_ordinal_reference.json", "borda"),
    ],
)
def test_allocate_equals_references_of_ballots_with_values(
    reference: str, satisfaction: str
) -> None:
    cases = read_reference(reference)
    ours = {named: winners(oracle_file(named), satisfaction=satisfaction) for named in cases}
    assert ours == {named: case["winners"] for named, case in cases.items()}


@pytest.mark.parametrize("satisfaction", ["cost", "cardinality", "effort"])
def test_allocate_equals_satisfaction_references(satisfaction: str) -> None:
    cases = read_reference("pabutools_satisfaction_reference.json")
    ours = {named: winners(oracle_file(named), satisfaction=satisfaction) for named in cases}
    assert ours == {named: case[satisfaction] for named, case in cases.items()}


@pytest.mark.parametrize(
    ("column", "options"),
    [
        ("phragmen", {"rule": "phragmen"}),
        ("greedy_cost", {"rule": "greedy"}),
        ("greedy_cardinality", {"rule": "greedy", "satisfaction": "cardinality"}),
    ],
)
def test_allocate_equals_rule_references(column: str, options: dict[str, str]) -> None:
    cases = read_reference("pabutools_rules_reference.json")
    ours = {named: winners(oracle_file(named), **options) for named in cases}
    assert ours == {named: case[column] for named, case in cases.items()}


def net_allocation(case: dict[str, object]) -> Allocation:
    params = case["params"]
    assert isinstance(params, dict)
    return allocate(
        read_pabulib(ORACLES / "pb" / str(case["fixture"])),
        convention="equalshares.net",
        completion=COMPLETIONS[params["completion"]],
        ties=[TIES[name] for name in params["tieBreaking"]],
        increment=params["increment"],
    )


def test_allocate_equals_equalshares_net_references_in_order_and_share() -> None:
    cases = {k: c for k, c in read_reference("pb_reference.json").items() if "result" in c}
    ours = {}
    for name, case in cases.items():
        allocation = net_allocation(case)
        run = allocation.decision.run
        assert run is not None
        ours[name] = (list(allocation.winners), allocation.cost, float(run.share))
    results = {name: case["result"] for name, case in cases.items()}
    assert len(ours) == 17
    assert ours == {
        name: (result["winners"], result["totalCost"], result["endowment"])
        for name, result in results.items()
    }


def test_allocate_reports_the_tie_that_the_reference_refuses() -> None:
    case = read_reference("pb_reference.json")[
        "netherlands_amsterdam_2022_west.pb::none_floats_notie"
    ]
    assert "tie between projects 44496, 44516" in case["error"]
    ties = net_allocation(case).ties
    assert [(tie.tied, tie.chosen, tie.decided_by) for tie in ties] == [
        (("44496", "44516"), "44496", "id")
    ]


def test_allocate_equals_official_winners_of_swiecie() -> None:
    election = read_pabulib(INSTANCES / "Poland_Swiecie_2023.pb")
    official = {project.id for project in election.projects if project.selected == "1"}
    assert set(allocate(election, completion="add1").winners) == official


def official_greedy() -> list[Path]:
    """The real elections with an official result of the greedy rule."""
    texts = {path: path.read_text(encoding="utf-8") for path in list_instances()}
    return [
        path for path, text in texts.items() if "\nrule;greedy\n" in text and ";selected" in text
    ]


@pytest.mark.parametrize("path", official_greedy(), ids=lambda path: path.stem)
def test_greedy_equals_official_winners_where_that_was_the_rule(path: Path) -> None:
    election = read_pabulib(path)
    official = {project.id for project in election.projects if project.selected == "1"}
    assert set(allocate(election, rule="greedy").winners) == official
