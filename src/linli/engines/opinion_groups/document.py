"""The analysis as a JSON document."""

from dataclasses import asdict
from typing import Any

import numpy as np

from linli.engines.opinion_groups.analysis import Analysis, Group
from linli.engines.opinion_groups.consensus import Shared
from linli.engines.opinion_groups.representative import Representative
from linli.engines.opinion_groups.statements import Statement

Document = dict[str, Any]


def document_of(analysis: Analysis) -> Document:
    """The document; what is not known is null, and no number is anything but a number.

    ``participants`` have the group that the method of Polis gives them, −1 outside of the
    conversation and in a group under the floor, which ``clusters`` and ``base_clusters`` leave
    out; ``groups`` holds the groups to speak of, none where ``state`` is "no_groups".
    """
    finding = analysis.finding
    return {
        "state": finding.state.value,
        "reason": finding.reason.value,
        "hidden_groups": finding.hidden,
        "participants": _list_participants(analysis),
        "groups": [_describe_group(group) for group in analysis.groups],
        "clusters": [
            {"id": group.id, "size": group.size}
            for group in analysis.clusters
            if group.size >= analysis.options.floor
        ],
        "statements": [
            *(_describe_statement(analysis, place) for place in range(len(analysis.statements))),
            *(_describe_unasked(analysis, statement) for statement in analysis.unasked),
        ],
        "consensus": {
            "agree": [_describe_shared(item) for item in analysis.consensus.agree],
            "disagree": [_describe_shared(item) for item in analysis.consensus.disagree],
        },
        "divisions": [asdict(division) for division in analysis.divisions],
        "silhouette": {str(number): found for number, found in analysis.silhouettes.items()},
        "number_of_clusters": len(analysis.clusters),
        "chance": asdict(analysis.chance),
        "stability": asdict(analysis.stability),
        "sensitivity": asdict(analysis.sensitivity),
        "coordination": [asdict(block) for block in analysis.coordination],
        "base_clusters": _list_base(analysis),
        "axes": {
            "variances": list(analysis.fit.axes.variances),
            "settled": analysis.fit.axes.settled,
        },
        "notes": list(analysis.notes),
        "options": {
            name: value
            for name, value in asdict(analysis.options).items()
            if name != "block_size"  # it changes nothing
        },
    }


def _list_participants(analysis: Analysis) -> list[Document]:
    return [
        {"id": name, "x": x, "y": y, "group": group}
        for name, (x, y), group in zip(
            analysis.participants.tolist(),
            analysis.positions.tolist(),
            analysis.published.tolist(),
            strict=True,
        )
    ]


def _describe_group(group: Group) -> Document:
    return {
        "id": group.id,
        "size": group.size,
        "representative": [_describe_representative(item) for item in group.representative],
    }


def _describe_representative(item: Representative) -> Document:
    return {
        "statement": item.statement,
        "direction": item.direction.value,
        "told": item.told.value,
        "successes": item.successes,
        "trials": item.trials,
        "p": item.p,
        "p_test": item.p_test,
        "repness": item.repness,
        "repness_test": item.repness_test,
        "is_best_agreed": item.is_best_agreed,
    }


def _describe_shared(item: Shared) -> Document:
    return {
        "statement": item.statement,
        "successes": item.successes,
        "trials": item.trials,
        "p": item.p,
        "p_test": item.p_test,
    }


def _describe_statement(analysis: Analysis, place: int) -> Document:
    statement = analysis.statements[place]
    agreed, against, cast = (int(count) for count in analysis.totals[place])
    both = analysis.group_informed_consensus[place].tolist()
    return {
        **_name(statement),
        "takes_part": bool(analysis.part[place]),
        "agree": agreed,
        "disagree": against,
        "pass": cast - agreed - against,
        "priority": float(analysis.priorities[place]),
        "extremity": float(analysis.extremity[place]),
        "group_informed_consensus": both[0],
        "group_informed_consensus_disagree": both[1],
        "group_informed_consensus_interval": analysis.consensus_intervals[place].tolist(),
        "interval": analysis.intervals[place].tolist(),
        "groups": [
            _count_group(group.id, analysis.counts[group.id, place]) for group in analysis.groups
        ],
    }


def _count_group(group: int, counts: Any) -> Document:
    agreed, against, cast = (int(count) for count in counts)
    return {"group": group, "agree": agreed, "disagree": against, "pass": cast - agreed - against}


def _describe_unasked(analysis: Analysis, statement: Statement) -> Document:
    """A statement without votes: what needs votes is null."""
    strict = analysis.options.strict_moderation
    return {
        **_name(statement),
        "takes_part": statement.takes_part(strict=strict),
        "agree": 0,
        "disagree": 0,
        "pass": 0,
        "priority": analysis.find_first_priority(statement),
        "extremity": None,
        "group_informed_consensus": None,
        "group_informed_consensus_disagree": None,
        "group_informed_consensus_interval": None,
        "interval": None,
        "groups": [],
    }


def _name(statement: Statement) -> Document:
    return {
        "id": statement.id,
        "text": statement.text,
        "moderation": statement.moderation.name.lower(),
        "is_meta": statement.is_meta,
        "is_seed": statement.is_seed,
    }


def _list_base(analysis: Analysis) -> list[Document]:
    base = analysis.fit.base
    groups = np.zeros(len(base.sizes), int)
    groups[base.labels] = analysis.published[analysis.fit.inside]
    return [
        {"id": place, "x": x, "y": y, "size": size, "group": group}
        for place, ((x, y), size, group) in enumerate(
            zip(base.centres.tolist(), base.sizes.tolist(), groups.tolist(), strict=True)
        )
        if group >= 0
    ]
