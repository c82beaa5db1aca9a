"""The outcome as a JSON document."""

from fractions import Fraction

from linli.engines.equal_shares.allocation import Allocation
from linli.engines.equal_shares.comparison import Comparison
from linli.engines.equal_shares.ejr import Violation
from linli.engines.equal_shares.explanation import ProjectReport, Round
from linli.engines.equal_shares.fairness import Fairness
from linli.engines.equal_shares.options import Satisfaction

Document = dict[str, object]


def document_of(allocation: Allocation, other: Allocation | None = None) -> Document:
    """The document; with another allocation also the comparison with it.

    Amounts are in units of the currency, whole where they are whole.
    """
    election, method = allocation.election, allocation.method
    document: Document = {
        "winners": list(allocation.winners),
        "cost": _amount(allocation, allocation.cost),
        "budget": _amount(allocation, allocation.budget),
        "currency": election.currency,
        "voters": election.voter_count,
        "rule": method.rule.value,
        "completion": method.completion.value,
        "satisfaction": method.satisfaction.value,
        "convention": method.convention.value,
        "rounds": [_round(allocation, step) for step in allocation.rounds],
        "projects": [_project(allocation, report) for report in allocation.projects],
        "ties": [vars(tie) | {"tied": list(tie.tied)} for tie in allocation.ties],
        "fairness": _fairness(allocation, allocation.fairness),
        "notes": list(election.notes),
    }
    if allocation.decision.run:
        document["share"] = _amount(allocation, allocation.decision.run.share)
    if allocation.preference:
        document["replaced_by_greedy"] = allocation.replaced
    if other is not None:
        document["comparison"] = _comparison(allocation, allocation.compare(other), other)
    return document


def _amount(allocation: Allocation, units: float | Fraction) -> int | float:
    amount = Fraction(units) / allocation.election.unit
    return amount.numerator if amount.denominator == 1 else float(amount)


def _optional(allocation: Allocation, units: int | Fraction | None) -> int | float | None:
    return None if units is None else _amount(allocation, units)


def _round(allocation: Allocation, step: Round) -> Document:
    return {
        "project": step.project,
        "how": step.code.value,
        "price": _optional(allocation, step.price),
        "tied": list(step.tied),
        "money_left": _amount(allocation, step.left),
    }


def _project(allocation: Allocation, report: ProjectReport) -> Document:
    return {
        "id": report.id,
        "name": report.name,
        "selected": report.selected,
        "votes": report.votes,
        "cost": _amount(allocation, report.cost),
        "price": _optional(allocation, report.price),
        "missing_votes": report.missing.votes,
        "missing_votes_is_smallest": report.missing.votes_least,
        "more_votes_keep_it": report.missing.votes_last,
        "missing_cost": _optional(allocation, report.missing.cost),
        "missing_cost_is_smallest": report.missing.cost_least,
        "missing_counted": report.missing.counted,
        "reason": report.reason.en,
        "reason_zh": report.reason.zh,
        "reason_code": report.code.value,
    }


def _fairness(allocation: Allocation, fairness: Fairness) -> Document:
    return {
        "voters": fairness.voters,
        "budget_share_per_voter": _amount(allocation, fairness.share),
        "mean_money_per_voter": _amount(allocation, fairness.mean_money),
        "median_money_per_voter": _amount(allocation, fairness.median_money),
        "voters_with_full_share": fairness.served,
        "mean_capped_share": fairness.capped_share,
        "voters_without_winner": fairness.excluded,
        "exclusion_ratio": float(fairness.exclusion),
        "mean_winners_per_voter": float(fairness.mean_winners),
        "voters_by_number_of_winners": list(fairness.winners_by_voter),
        "ejr_plus": not fairness.violations,
        "ejr_plus_violations": [_violation(allocation, v) for v in fairness.violations],
    }


def _violation(allocation: Allocation, violation: Violation) -> Document:
    in_costs = violation.measure is Satisfaction.COST
    best = _amount(allocation, violation.best) if in_costs else violation.best
    return {
        "project": violation.project,
        "voters": violation.voters,
        "claim": _amount(allocation, violation.claim),
        "best": best,
        "measure": violation.measure.value,
    }


def _comparison(allocation: Allocation, comparison: Comparison, other: Allocation) -> Document:
    return {
        "with": other.method.rule.value,
        "only_here": list(comparison.only_first),
        "only_there": list(comparison.only_second),
        "both": list(comparison.both),
        "cost_here": _amount(allocation, comparison.cost_first),
        "cost_there": _amount(allocation, comparison.cost_second),
        "voters_better_here": comparison.preference.first,
        "voters_better_there": comparison.preference.second,
        "voters_equal": comparison.preference.equal,
        "fairness_there": _fairness(other, comparison.fairness_second),
    }
