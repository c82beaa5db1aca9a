"""Learning from what dispatchers decided, and whether what was learned takes over.

The newest decisions are held out, as they will come: a model learns from the older ones alone and
is tried on the newer, beside whatever suggests now.  It takes over only if it was right more often.
What was tried is what is used: it is not taught again with the decisions that it was tried on.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from linli.apps.cases.public import (
    Asked,
    Category,
    Decision,
    list_categories,
    list_decisions,
    suggest_from_words,
)
from linli.apps.insight.enums import Target
from linli.apps.insight.models import LearnedModel
from linli.apps.insight.selectors.current import forget_models, get_model
from linli.ground.communities.models import Community

if TYPE_CHECKING:
    from linli.engines.text_routing import Evaluation, Example, RoutingModel

logger = logging.getLogger(__name__)

LEAST_DECISIONS = 200
LEAST_HELD_OUT = 60
HELD_OUT_SHARE = 5
LEAST_NEW = 40
MOST_CONFUSED = 30


def learn(community: Community, target: Target, *, now: datetime) -> LearnedModel | None:
    """The attempt, with the figures of its trial; None where there is too little that is new, or
    where nothing can be learned yet: one category only, or few people who wrote."""
    from linli.engines.text_routing import TrainingError, dump_model, evaluate, train_model

    decisions = [each for each in list_decisions(community) if _label(each, target)]
    last = LearnedModel.objects.filter(community=community, target=target).order_by("-made_at")
    before = last.filter(taken_over=True).defer("data").first()
    older, held = _split(decisions, before)
    if len(older) < LEAST_DECISIONS or len(held) < LEAST_HELD_OUT:
        return None
    if _count_new(decisions, last.defer("data").first()) < LEAST_NEW:
        return None
    try:
        model = train_model(_examples(older, target))
    except TrainingError as error:
        logger.info("no %s can be learned in %s yet: %s", target.value, community.slug, error)
        return None
    found = evaluate(model, _examples(held, target))
    rival = _try_current(community, target, held)
    return _keep(
        LearnedModel(
            community=community,
            target=target,
            version=model.version,
            made_at=now,
            decisions=len(older),
            known=len(decisions),
            learned_until=older[-1].at,
            trial=_describe(held, found, rival, unsure=_count_unsure(model, held, target)),
            taken_over=found.right > rival["right"],
        ),
        lambda: dump_model(model),
    )


def _keep(attempt: LearnedModel, dump: Callable[[], bytes]) -> LearnedModel:
    """Old models stay; of one that did not take over only the figures are kept."""
    attempt.data = dump() if attempt.taken_over else b""
    with transaction.atomic():
        attempt.save(force_insert=True)
    forget_models(attempt.community_id)
    return attempt


def _label(decision: Decision, target: Target) -> str:
    return decision.category if target is Target.CATEGORY else decision.organisation


def _split(
    decisions: Sequence[Decision], before: LearnedModel | None
) -> tuple[Sequence[Decision], Sequence[Decision]]:
    """The older ones, and the newest fifth; none of these did the model in use learn from."""
    cut = len(decisions) - len(decisions) // HELD_OUT_SHARE
    if before is not None:
        seen = sum(each.at <= before.learned_until for each in decisions)
        cut = max(cut, seen)
    return decisions[:cut], decisions[cut:]


def _count_new(decisions: Sequence[Decision], last: LearnedModel | None) -> int:
    """How many came after the newest one that the last attempt knew.  By their times: of all that
    there are only the latest are read, and words are deleted."""
    if last is None:
        return len(decisions)
    known_until = datetime.fromisoformat(last.trial["until"])
    return sum(each.at > known_until for each in decisions)


def _examples(decisions: Sequence[Decision], target: Target) -> list[Example]:
    from linli.engines.text_routing import Example

    return [
        Example(each.text, _label(each, target), each.place, each.at, each.reporter)
        for each in decisions
    ]


def _try_current(community: Community, target: Target, held: Sequence[Decision]) -> dict[str, Any]:
    """How often that which suggests now is right: the model in use, else the catalogue."""
    from linli.engines.text_routing import evaluate

    current = get_model(community.pk, target)
    if current is not None:
        found = evaluate(current, _examples(held, target))
        return {"version": current.version, **_counts(found)}
    right = sum(_catalogue_is_right(list(list_categories(community)), target, held))
    return {"version": "catalogue", "texts": len(held), "right": right, "sure": 0, "sure_right": 0}


def _catalogue_is_right(
    categories: Sequence[Category], target: Target, held: Sequence[Decision]
) -> list[bool]:
    """For each: the category by its words, or the organisation that its category usually goes to."""
    usual = {
        category.code: category.organisation.slug if category.organisation else ""
        for category in categories
    }
    if target is Target.ORGANISATION:
        return [usual.get(each.category) == each.organisation for each in held]
    first = [suggest_from_words(categories, Asked(each.text))[:1] for each in held]
    return [
        bool(said) and said[0].category.code == each.category
        for said, each in zip(first, held, strict=True)
    ]


def _counts(found: Evaluation) -> dict[str, Any]:
    return {
        "texts": found.texts,
        "right": found.right,
        "sure": found.sure,
        "sure_right": found.sure_right,
        "macro_f1": round(found.macro_f1, 4),
        "ece": round(found.ece, 4),
    }


def _count_unsure(model: RoutingModel, held: Sequence[Decision], target: Target) -> Counter[str]:
    """Of how many of each the model would not have said that it is sure."""
    from linli.engines.text_routing import suggest

    return Counter(
        _label(each, target)
        for each in held
        if not suggest(model, each.text, place=each.place, time=each.at).sure
    )


def _describe(
    held: Sequence[Decision], found: Evaluation, rival: dict[str, Any], *, unsure: Counter[str]
) -> dict[str, Any]:
    return {
        "from": held[0].at.isoformat(),
        "until": held[-1].at.isoformat(),
        "new": _counts(found),
        "current": rival,
        "per_label": [
            [each.label, each.texts, each.suggested, each.right, unsure[each.label]]
            for each in found.per_class
        ],
        "confusion": [list(each) for each in found.confusion[:MOST_CONFUSED]],
    }
