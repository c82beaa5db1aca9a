"""The parts of the page."""

from collections.abc import Sequence

from linli.engines.text_routing.report import phrases
from linli.engines.text_routing.report.markup import Cell, bars, facts, paragraph, show, table
from linli.engines.text_routing.report.wording import Words, say_day
from linli.engines.text_routing.topics import Topic, Topics

MOST_PLACES = 5


def overview(shown: Sequence[Topic]) -> str:
    """All shown topics in one table."""
    if not shown:
        return paragraph(phrases.NO_TOPICS)
    header = [
        phrases.NAME,
        phrases.HEAT,
        phrases.REPORTERS,
        phrases.MESSAGES,
        phrases.FIRST,
        phrases.LATEST,
    ]
    rows = [_row(rank, topic) for rank, topic in enumerate(shown, 1)]
    return table(phrases.TABLE, header, rows)


def _row(rank: int, topic: Topic) -> list[Cell]:
    return [
        f"{rank}. {topic.name}",
        topic.heat,
        topic.reporters,
        topic.messages,
        say_day(topic.first.date()),
        say_day(topic.latest.date()),
    ]


def article(rank: int, topic: Topic, found: Topics) -> str:
    """All about one topic."""
    days = found.window_days
    pairs: list[tuple[Words, Cell]] = [
        (phrases.WORDS, "、".join(topic.words)),
        (phrases.PEAK, phrases.peak(topic, days)),
        (phrases.TREND, phrases.now(topic, days)),
        (phrases.WEEKS, phrases.weeks(topic)),
        (phrases.BURSTS, _bursts(topic)),
        (phrases.CORE, topic.core),
    ]
    if topic.places:
        places = "、".join(f"{place} {count}" for place, count in topic.places[:MOST_PLACES])
        pairs.append((phrases.PLACES, places))
    if topic.votes:
        pairs.append((phrases.VOTES, topic.votes))
    return f"<article>\n<h3>{rank}. {show(topic.name)}</h3>\n{bars(topic.weeks)}\n{facts(pairs)}\n</article>"


def _bursts(topic: Topic) -> Words:
    if not topic.bursts:
        return phrases.NO_BURSTS
    said = [phrases.burst(one) for one in topic.bursts]
    return Words("; ".join(one.en for one in said), "；".join(one.zh for one in said))
