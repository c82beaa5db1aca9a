"""Topics of a set of messages, hottest first."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
from scipy import sparse

from linli.engines.text_routing.errors import OptionError
from linli.engines.text_routing.topics.bursts import (
    FALSE_ALARMS_A_YEAR,
    find_bursts,
    volume_of,
)
from linli.engines.text_routing.topics.clusters import cluster_rows
from linli.engines.text_routing.topics.messages import Message, in_order, number_reporters
from linli.engines.text_routing.topics.naming import Namer, list_names
from linli.engines.text_routing.topics.topic import Topic, Topics
from linli.engines.text_routing.topics.vectors import vectors_of
from linli.engines.text_routing.topics.windows import (
    count_reporters,
    hottest_window,
    weekly_reporters,
)

Rows = npt.NDArray[np.int64]


def find_topics(
    messages: Sequence[Message], *, window_days: int = 30, least_reporters: int = 3
) -> Topics:
    """The topics that at least so many different reporters wrote about.

    The hottest come first: the largest number of different reporters in any window; then more
    reporters, then the later one, then the first id. The order of the messages does not matter.
    A message is of the day that its time has in its own zone.
    """
    if window_days < 1 or least_reporters < 1:
        raise OptionError("a window has at least one day and a topic one reporter")
    ordered = in_order(messages)
    reporters = number_reporters(ordered)
    rows = vectors_of(ordered)
    clusters = cluster_rows(rows)
    large = [one for one in clusters if len({reporters[row] for row in one}) >= least_reporters]
    namer = Namer(ordered, reporters, list_names(messages))
    scene = _Scene(ordered, reporters, rows, namer, window_days)
    found = sorted((scene.topic(one) for one in large), key=_by_heat)
    inside = sum(topic.messages for topic in found)
    return Topics(
        topics=tuple(found),
        messages=len(ordered),
        reporters=len(set(reporters)),
        known_reporters=sum(one.reporter is not None for one in ordered),
        alone=len(ordered) - inside,
        window_days=window_days,
        first=ordered[0].time if ordered else None,
        latest=ordered[-1].time if ordered else None,
        false_alarms=FALSE_ALARMS_A_YEAR,
    )


def _by_heat(topic: Topic) -> tuple[int, int, int, str]:
    return -topic.heat, -topic.reporters, -topic.peak.toordinal(), topic.ids[0]


class _Scene:
    """All messages, as the background that a topic is seen against."""

    def __init__(
        self,
        messages: Sequence[Message],
        reporters: Sequence[int],
        rows: sparse.csr_array,
        namer: Namer,
        window_days: int,
    ) -> None:
        self.messages, self.reporters, self.rows = messages, reporters, rows
        self.days = [message.time.date() for message in messages]
        self.volume: Mapping[date, int] = volume_of(self.days)
        self.window = window_days
        self.namer = namer

    def topic(self, members: Rows) -> Topic:
        """All that is said about the cluster of these messages."""
        own = [self.messages[row] for row in members]
        events = [(self.days[row], self.reporters[row]) for row in members]
        rows = [int(row) for row in members]
        found = self.namer.words(rows)
        core = own[self._core(members)].id
        heat, peak = hottest_window(events, self.window)
        current, previous, expected = self._trend(events)
        return Topic(
            name=" ".join(list(found)[:2]) or core,
            words=tuple(found),
            holders=tuple(self._ids(holding) for holding in found.values()),
            ids=self._ids(rows),
            core=core,
            messages=len(own),
            reporters=len({reporter for _, reporter in events}),
            votes=sum(message.votes for message in own),
            heat=heat,
            peak=peak,
            current=current,
            previous=previous,
            expected=expected,
            trend=(current + 0.5) / (expected + 0.5),
            first=own[0].time,
            latest=own[-1].time,
            places=self._places(members),
            weeks=weekly_reporters(events),
            bursts=find_bursts(events, self.volume),
        )

    def _ids(self, rows: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.messages[row].id for row in rows)

    def _trend(self, events: Sequence[tuple[date, int]]) -> tuple[int, int, float]:
        """Reporters of the last window, of the one before, and what the latter leads to expect."""
        last = self.days[-1]
        before = last - timedelta(days=self.window)
        current = count_reporters(events, last, self.window)
        previous = count_reporters(events, before, self.window)
        now, then = self._all(last), self._all(before)
        return current, previous, previous * now / then if then else float(previous)

    def _all(self, last: date) -> int:
        first = last - timedelta(days=self.window)
        return sum(count for day, count in self.volume.items() if first < day <= last)

    def _core(self, members: Rows) -> int:
        """The message that is most like the others."""
        own = self.rows[members]
        middle = np.asarray(own.sum(axis=0)).ravel()
        return int(np.argmax(np.round(own @ middle, 6)))

    def _places(self, members: Rows) -> tuple[tuple[str, int], ...]:
        who: dict[str, set[int]] = defaultdict(set)
        for row in members:
            place = self.messages[row].place
            if place:
                who[place].add(self.reporters[row])
        counts = Counter({place: len(found) for place, found in who.items()})
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
