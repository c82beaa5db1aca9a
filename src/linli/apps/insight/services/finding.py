"""What many write about, found anew every night."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from linli.apps.cases.public import list_written
from linli.apps.insight.models import TopicReport
from linli.ground.communities.models import Community

if TYPE_CHECKING:
    from linli.engines.text_routing import Topic, Topics

LOOKING_BACK = timedelta(days=180)
MOST_REPORTS = 4000
MOST_TOPICS = 20
WINDOW_DAYS = 30


def find_community_topics(community: Community, *, now: datetime) -> TopicReport:
    """The topics of the last half year, in place of those found before.

    Public reports alone, at most the latest four thousand; a topic needs three different reporters.
    Days and weeks are those of the community.
    """
    from linli.engines.text_routing import Message, find_topics

    zone = ZoneInfo(community.time_zone)
    written = list_written(community, since=now - LOOKING_BACK, most=MOST_REPORTS)
    messages = [
        Message(
            each.number,
            each.text,
            each.at.astimezone(zone),
            place=each.place,
            reporter=each.reporter,
        )
        for each in written
    ]
    found = find_topics(messages, window_days=WINDOW_DAYS)
    report, _ = TopicReport.objects.update_or_create(
        community=community, defaults={"made_at": now, "data": _describe(found)}
    )
    return report


def _describe(found: Topics) -> dict[str, Any]:
    return {
        "window": found.window_days,
        "messages": found.messages,
        "reporters": found.reporters,
        "known": found.known_reporters,
        "alone": found.alone,
        "false_alarms": found.false_alarms,
        "topics": [_describe_topic(topic) for topic in found.topics[:MOST_TOPICS]],
    }


def _describe_topic(topic: Topic) -> dict[str, Any]:
    return {
        "words": topic.words,
        "holders": topic.holders,
        "numbers": topic.ids,
        "core": topic.core,
        "reporters": topic.reporters,
        "heat": topic.heat,
        "peak": topic.peak.isoformat(),
        "current": topic.current,
        "previous": topic.previous,
        "expected": round(topic.expected, 1),
        "trend": round(topic.trend, 2),
        "first": topic.first.isoformat(),
        "latest": topic.latest.isoformat(),
        "places": [[place.rpartition("/")[2], number] for place, number in topic.places],
        "weeks": [[monday.isoformat(), number] for monday, number in topic.weeks],
        "bursts": [
            [burst.day.isoformat(), burst.reporters, round(burst.expected, 1)]
            for burst in topic.bursts
        ],
    }
