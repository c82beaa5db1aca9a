"""How well suggestions do: what is learned, how it was tried, and what people decided since."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.apps.cases.public import list_all_categories, wilson
from linli.apps.insight.enums import Target
from linli.apps.insight.models import LearnedModel
from linli.apps.insight.policies import READERS
from linli.apps.insight.selectors import get_standing, list_attempts, list_months
from linli.apps.insight.services.learning import LEAST_DECISIONS
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import acting
from linli.ground.communities.models import Community
from linli.ground.parties.selectors import list_organisations

MOST_CONFUSED = 10


@require_safe
@for_duties(*READERS)
def show_suggestions(request: HttpRequest) -> HttpResponse:
    """The figures of both models."""
    user, now = acting(request), timezone.now()
    community = user.community
    names, zone = _names(community), ZoneInfo(community.time_zone)
    months = list_months(community, now=now)
    context = {
        "parts": [
            {
                "target": target,
                "standing": (standing := get_standing(community, target)),
                "trial": _trial(standing.last, names, zone) if standing.last else None,
                "months": months[target],
            }
            for target in Target
        ],
        "attempts": [_attempt(each) for each in list_attempts(community)],
        "least": LEAST_DECISIONS,
    }
    return render(request, "insight/suggestions.html", context)


def _names(community: Community) -> dict[str, str]:
    """What categories and organisations are called, by code and short name."""
    names = {row.code: row.name for row in list_all_categories(community)}
    return names | {row.slug: row.name for row in list_organisations(community)}


def _attempt(attempt: LearnedModel) -> dict[str, Any]:
    return {
        "attempt": attempt,
        "new": _share(attempt.trial["new"]),
        "current": _share(attempt.trial["current"]),
    }


def _trial(attempt: LearnedModel, names: Mapping[str, str], zone: ZoneInfo) -> dict[str, Any]:
    trial = attempt.trial
    new = trial["new"]
    return {
        "attempt": attempt,
        "from": _day(trial["from"], zone),
        "until": _day(trial["until"], zone),
        "new": _share(new),
        "current": _share(trial["current"]),
        "sure": _share({"right": new["sure_right"], "texts": new["sure"]}),
        "unsure": new["texts"] - new["sure"],
        "ece": new["ece"],
        "macro_f1": new["macro_f1"],
        "lines": [
            {
                "name": names.get(code, code),
                "texts": texts,
                "suggested": suggested,
                "unsure": unsure,
                **_share({"right": right, "texts": texts}),
            }
            for code, texts, suggested, right, unsure in sorted(
                trial["per_label"], key=lambda line: (-line[1], line[0])
            )
        ],
        "confused": [
            {"meant": names.get(meant, meant), "said": names.get(said, said), "times": times}
            for meant, said, times in trial["confusion"][:MOST_CONFUSED]
        ],
    }


def _day(moment: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(moment).astimezone(zone).date().isoformat()


def _share(counts: Mapping[str, Any]) -> dict[str, Any]:
    right, whole = counts["right"], counts["texts"]
    return {
        "right": right,
        "whole": whole,
        "percent": 100 * right // whole if whole else None,
        "interval": wilson(right, whole) if whole else None,
    }
