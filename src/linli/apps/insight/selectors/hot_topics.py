"""What many wrote about, for those who deal with it.

Topics are found by night; what was closed to the public, taken back or deleted since is left out
whenever they are shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from linli.apps.cases.public import list_written
from linli.apps.insight.models import TopicReport
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_matters
from linli.ground.communities.models import Community
from linli.ground.places.models import Place

MOST_MATTERS = 50
LEAST_REPORTERS = 3


@dataclass(frozen=True, slots=True)
class HotTopic:
    """One topic: `words`, `numbers` and `reporters` as they still are, all other figures as they were
    found; `places` with their names, the most reporters first.

    Named by its best words, or by its core's number where none is left.
    """

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
    """Those of the last night of which three different reporters are still to be heard; None where
    nothing was looked for yet.

    A topic's words are words of reporters: the caller shows them to those on duty alone.  Each is
    still held by three of them.
    """
    report = TopicReport.objects.filter(community=user.community).first()
    if report is None:
        return None
    data = report.data
    codes = {code for topic in data["topics"] for code, _number in topic["places"]}
    names = dict(
        Place.objects.filter(community=user.community, code__in=codes).values_list("code", "name")
    )
    voices = _list_voices(user.community, data["topics"])
    found = (_topic(topic, names, voices) for topic in data["topics"])
    return TopicPage(
        made_at=report.made_at,
        window=data["window"],
        messages=data["messages"],
        known=data["known"],
        alone=data["alone"],
        false_alarms=data["false_alarms"],
        topics=tuple(topic for topic in found if topic.reporters >= LEAST_REPORTERS),
    )


def list_topic_matters(user: ActingUser, topic: HotTopic) -> list[Matter]:
    """Its matters that the reader may see, the latest first; at most fifty."""
    return list(list_matters(user, kind="case").filter(number__in=topic.numbers)[:MOST_MATTERS])


def _list_voices(community: Community, topics: Sequence[dict[str, Any]]) -> dict[str, str]:
    """What tells reporters apart, by the numbers of the reports that may still be shown together;
    who is not known is nobody else."""
    numbers = {number for topic in topics for number in topic["numbers"]}
    if not numbers:
        return {}
    since = min(datetime.fromisoformat(topic["first"]) for topic in topics)
    written = list_written(community, since=since, most=len(numbers), among=numbers)
    return {each.number: each.reporter or each.number for each in written}


def _count_voices(numbers: Iterable[str], voices: Mapping[str, str]) -> int:
    return len({voices[number] for number in numbers if number in voices})


def _topic(data: dict[str, Any], names: dict[str, str], voices: Mapping[str, str]) -> HotTopic:
    words = tuple(
        word
        for word, holders in zip(data["words"], data["holders"], strict=True)
        if _count_voices(holders, voices) >= LEAST_REPORTERS
    )
    numbers = tuple(number for number in data["numbers"] if number in voices)
    core = next((each for each in (data["core"], *numbers) if each in voices), "")
    return HotTopic(
        name=" ".join(words[:2]) or core,
        words=words,
        core=core,
        numbers=numbers,
        reporters=_count_voices(numbers, voices),
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
