"""Answers of pabutools, run in its own environment: elections in by standard input, out as JSON.

Reads a list of elections (see `Sample`), writes for each a list of winners by question, in the
order of choice.
"""

import json
import sys

from pabutools.election import (
    Additive_Borda_Sat,
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    Cardinality_Sat,
    CardinalProfile,
    Cost_Sat,
    CumulativeBallot,
    CumulativeProfile,
    Effort_Sat,
    Instance,
    OrdinalBallot,
    OrdinalProfile,
    Project,
)
from pabutools.rules import (
    completion_by_rule_combination,
    exhaustion_by_budget_increase,
    greedy_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)

SATISFACTIONS = {
    "cost": Cost_Sat,
    "cardinality": Cardinality_Sat,
    "effort": Effort_Sat,
    "points": Additive_Cardinal_Sat,
    "borda": Additive_Borda_Sat,
}


def build(election):
    projects = {key: Project(key, cost) for key, cost in election["costs"].items()}
    instance = Instance(projects.values(), budget_limit=election["budget"])
    chosen = [[projects[key] for key in ballot] for ballot in election["ballots"]]
    kind = election["vote_type"]
    if kind in ("approval", "choose-1"):
        return instance, ApprovalProfile(map(ApprovalBallot, chosen), instance=instance)
    if kind == "ordinal":
        return instance, OrdinalProfile(map(OrdinalBallot, chosen), instance=instance)
    ballot, profile = CardinalBallot, CardinalProfile
    if kind == "cumulative":
        ballot, profile = CumulativeBallot, CumulativeProfile
    pairs = zip(chosen, election["points"], strict=True)
    given = [ballot(zip(keys, points, strict=True)) for keys, points in pairs]
    return instance, profile(given, instance=instance)


def answer(election):
    instance, profile = build(election)
    answers = {}
    for name in election["satisfactions"]:
        sat = SATISFACTIONS[name]
        plain, raised = {"sat_class": sat}, {"sat_class": sat, "voter_budget_increment": 1}
        rules = [method_of_equal_shares, greedy_utilitarian_welfare]
        answers |= {
            f"mes none {name}": method_of_equal_shares(instance, profile, **plain),
            f"mes add1 {name}": method_of_equal_shares(instance, profile, **raised),
            f"mes greedy {name}": completion_by_rule_combination(
                instance, profile, rules, [plain, plain]
            ),
            f"mes add1-greedy {name}": completion_by_rule_combination(
                instance, profile, rules, [raised, plain]
            ),
            f"mes step {name}": exhaustion_by_budget_increase(
                instance,
                profile,
                method_of_equal_shares,
                dict(plain),
                budget_step=election["budget_step"],
            ),
            f"greedy none {name}": greedy_utilitarian_welfare(instance, profile, **plain),
        }
    if election["vote_type"] in ("approval", "choose-1"):
        answers["phragmen none cost"] = sequential_phragmen(instance, profile)
    return {question: [project.name for project in won] for question, won in answers.items()}


if __name__ == "__main__":
    json.dump([answer(election) for election in json.load(sys.stdin)], sys.stdout)
