"""Results as JSON documents."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from linli.engines.text_routing.duplicates import (
    Matter,
    MatterPair,
    Pair,
    group_of_each,
    relate_places,
)
from linli.engines.text_routing.routing.evaluation import CategoryFigures, Evaluation
from linli.engines.text_routing.routing.model import RoutingModel
from linli.engines.text_routing.routing.suggestion import Suggestion
from linli.engines.text_routing.topics import Topic, Topics

Document = dict[str, Any]


def evaluation_document(found: Evaluation, model: RoutingModel) -> Document:
    """Figures of a model; ``sure`` is at the model's own threshold."""
    return {
        "macro_f1": found.macro_f1,
        "accuracy": found.accuracy,
        "ece": found.ece,
        "coverage_at_95": found.coverage_at_95,
        "per_class": {one.label: _category(one) for one in found.per_class},
        "texts": found.texts,
        "sure": {
            "wanted_precision": model.precision,
            "lead": found.threshold,
            "texts": found.sure,
            "right": found.sure_right,
            "coverage": found.sure / found.texts,
            "precision": found.sure_right / found.sure if found.sure else None,
        },
        "confusion": [
            {"true": true, "suggested": said, "texts": times}
            for true, said, times in found.confusion
        ],
        "model": model.version,
        "basis": model.basis.value,
    }


def _category(one: CategoryFigures) -> Document:
    return {
        "precision": one.precision,
        "recall": one.recall,
        "f1": one.f1,
        "texts": one.texts,
        "suggested": one.suggested,
        "right": one.right,
    }


def suggestion_document(found: Suggestion) -> Document:
    """A suggestion; ``sure`` false means "not sure", and ``doubt`` says why."""
    return {
        "sure": found.sure,
        "doubt": found.doubt.value or None,
        "suggestions": [asdict(choice) for choice in found.choices],
        "words": [asdict(word) for word in found.words],
        "lead_wanted": found.threshold,
        "basis": found.basis.value,
        "model": found.version,
    }


def pairs_document(matters: Sequence[Matter], pairs: Sequence[Pair]) -> Document:
    """Near-duplicates by text, with what is known of place and time; groups are of linked pairs."""
    links = [(pair.first, pair.second) for pair in pairs]
    return {
        "messages": len(matters),
        "pairs": [_pair(matters[pair.first], matters[pair.second], pair) for pair in pairs],
        "groups": _groups([matter.id for matter in matters], links),
    }


def _pair(one: Matter, other: Matter, pair: Pair) -> Document:
    days = None
    if one.time is not None and other.time is not None:
        days = abs((one.time - other.time).total_seconds()) / 86400
    return {
        "first": one.id,
        "second": other.id,
        "similarity": pair.similarity,
        "place": relate_places(one.place, other.place).value,
        "days": days,
    }


def matter_pairs_document(matters: Sequence[Matter], pairs: Sequence[MatterPair]) -> Document:
    """Pairs that are probably one matter."""
    ids = [matter.id for matter in matters]
    row = {one: number for number, one in enumerate(ids)}
    links = [(row[pair.first], row[pair.second]) for pair in pairs]
    return {
        "messages": len(matters),
        "pairs": [asdict(pair) for pair in pairs],
        "groups": _groups(ids, links),
    }


def _groups(ids: Sequence[str], links: Sequence[tuple[int, int]]) -> list[list[str]]:
    members: dict[int, list[str]] = {}
    for one, group in zip(ids, group_of_each(links, len(ids)).tolist(), strict=True):
        members.setdefault(group, []).append(one)
    large = [sorted(group) for group in members.values() if len(group) > 1]
    return sorted(large, key=lambda group: (-len(group), group))


def topics_document(found: Topics, *, most: int) -> Document:
    """The hottest topics, and what all of them are out of."""
    return {
        "topics": [_topic(rank, topic) for rank, topic in enumerate(found.topics[:most], 1)],
        "topics_found": len(found.topics),
        "messages": found.messages,
        "reporters": found.reporters,
        "messages_with_known_reporter": found.known_reporters,
        "messages_in_no_topic": found.alone,
        "window_days": found.window_days,
        "first": found.first.isoformat() if found.first else None,
        "latest": found.latest.isoformat() if found.latest else None,
        "false_alarms_per_topic_and_year": found.false_alarms,
    }


def _topic(rank: int, topic: Topic) -> Document:
    return {
        "rank": rank,
        "name": topic.name,
        "words": list(topic.words),
        "size": topic.messages,
        "reporters": topic.reporters,
        "votes": topic.votes,
        "heat": topic.heat,
        "peak": topic.peak.isoformat(),
        "current": topic.current,
        "previous": topic.previous,
        "expected": topic.expected,
        "trend": topic.trend,
        "first": topic.first.isoformat(),
        "latest": topic.latest.isoformat(),
        "core": topic.core,
        "ids": list(topic.ids),
        "places": [{"place": place, "reporters": count} for place, count in topic.places],
        "weeks": [{"week": week.isoformat(), "reporters": count} for week, count in topic.weeks],
        "bursts": [asdict(burst) | {"day": burst.day.isoformat()} for burst in topic.bursts],
    }
