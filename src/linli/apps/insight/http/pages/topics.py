"""What many write about: a list, and each topic with its places and weeks."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.apps.insight.http.pages.drawings import draw_grids, draw_weeks
from linli.apps.insight.policies import READERS
from linli.apps.insight.selectors import HotTopic, get_topics, list_topic_matters
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import acting
from linli.core.pages.rows import make_rows
from linli.ground.calendars.public import get_calendar

RISING, FALLING = 1.5, 0.67
PLACES_SHOWN = 3


@require_safe
@for_duties(*READERS)
def show_topics(request: HttpRequest) -> HttpResponse:
    """All topics, the hottest first."""
    user = acting(request)
    page = get_topics(user)
    context = {
        "page": page,
        "topics": [_describe(topic) for topic in page.topics] if page else [],
    }
    return render(request, "insight/topics.html", context)


@require_safe
@for_duties(*READERS)
def show_topic(request: HttpRequest, core: str) -> HttpResponse:
    """One topic: where, when, and its matters."""
    user = acting(request)
    page = get_topics(user)
    topic = next((each for each in page.topics if each.core == core), None) if page else None
    if topic is None:
        raise Http404(core)
    matters = list_topic_matters(user, topic)
    context = {
        **_describe(topic),
        "page": page,
        "map": draw_grids(user.community, {code: number for code, _name, number in topic.places}),
        "rows": make_rows(matters, calendar=get_calendar(user.community), now=timezone.now()),
        "beyond": len(topic.numbers) - len(matters),
    }
    return render(request, "insight/topic.html", context)


def _describe(topic: HotTopic) -> dict[str, Any]:
    if topic.current < topic.previous and topic.trend <= FALLING:
        course = "falling"
    else:
        course = "rising" if topic.trend >= RISING else "steady"
    return {
        "topic": topic,
        "course": course,
        "weeks": draw_weeks([number for _monday, number in topic.weeks]),
        "places": topic.places[:PLACES_SHOWN],
        "elsewhere": max(0, len(topic.places) - PLACES_SHOWN),
        "burst": topic.bursts[-1] if topic.bursts else None,
    }
