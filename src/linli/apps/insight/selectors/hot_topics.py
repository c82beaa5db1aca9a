"""What many wrote about, for those who deal with it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from linli.apps.insight.models import TopicReport
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_matters
from linli.ground.places.models import Place

MOST_MATTERS = 50


@dataclass(frozen=True, slots=True)
class HotTopic:
    """One topic as it was found; `places` with their names, the most reporters first."""

    name: str
    words: tuple[str, ...]
    core: str
    numbers: tuple[str, ...]
    reporters: int
    heat: int
    peak: date
    current: int
    previous: int
    expected: float
    trend: float
    first: datetime
    latest: datetime
    places: tuple[tuple[str, str, int], ...]
    weeks: tuple[tuple[date, int], ...]
    bursts: tuple[tuple[date, int, float], ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """All topics, the hottest first, and out of what they were found."""

    made_at: datetime
    window: int
    messages: int
    known: int
    alone: int
    false_alarms: float
    topics: tuple[HotTopic, ...]


def get_topics(user: ActingUser) -> TopicPage | None:
    """Those of the last night; None where nothing was looked for yet.

    A topic's words are words of reporters: the caller shows them to those on duty alone.
    """
    report = TopicReport.objects.filter(community=user.community).first()
    if report is None:
        return None
    data = report.data
    codes = {code for topic in data["topics"] for code, _number in topic["places"]}
    names = dict(
        Place.objects.filter(community=user.community, code__in=codes).values_list("code", "name")
    )
    return TopicPage(
        made_at=report.made_at,
        window=data["window"],
        messages=data["messages"],
        known=data["known"],
        alone=data["alone"],
        false_alarms=data["false_alarms"],
        topics=tuple(_topic(topic, names) for topic in data["topics"]),
    )


def list_topic_matters(user: ActingUser, topic: HotTopic) -> list[Matter]:
    """Its matters that the reader may see, the latest first; at most fifty."""
    return list(list_matters(user, kind="case").filter(number__in=topic.numbers)[:MOST_MATTERS])


def _topic(data: dict[str, Any], names: dict[str, str]) -> HotTopic:
    return HotTopic(
        name=data["name"],
        words=tuple(data["words"]),
        core=data["core"],
        numbers=tuple(data["numbers"]),
        reporters=data["reporters"],
        heat=data["heat"],
        peak=date.fromisoformat(data["peak"]),
        current=data["current"],
        previous=data["previous"],
        expected=data["expected"],
        trend=data["trend"],
        first=datetime.fromisoformat(data["first"]),
        latest=datetime.fromisoformat(data["latest"]),
        places=tuple((code, names.get(code, code), number) for code, number in data["places"]),
        weeks=tuple((date.fromisoformat(day), number) for day, number in data["weeks"]),
        bursts=tuple(
            (date.fromisoformat(day), number, expected) for day, number, expected in data["bursts"]
        ),
    )
