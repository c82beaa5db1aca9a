"""A readable name for a cluster, out of its own words.

Candidates are runs of two to ten letters of titles (or beginnings of texts). One is good when
many reporters of the cluster use it and few others do: share inside · ln(share inside / share
outside) · √length; longer ones win over parts of them that are not used more widely. What fewer
than ``LEAST`` reporters wrote names nothing, and neither does what may be a neighbour's name in any
of the messages: it is cut out of all of them.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from linli.engines.text_routing.masking.neighbours import list_perhaps_names
from linli.engines.text_routing.normalisation import codes_of, fold_codes, text_of
from linli.engines.text_routing.topics.messages import LOOKED_AT, Message

SHORTEST, LONGEST = 2, 10
BEGINNING = 40
LEAST = 3
WORDS = 4
# Characters that hardly begin or end a name of anything.
_LOOSE = frozenset(
    "的了在是和与及或被将把对向从给让使为以于等不有我你他她它这那请问求关反映投诉举报建议咨询何如么吗呢已经就都也很太"
)


def list_names(messages: Iterable[Message]) -> set[str]:
    """What may be neighbours' names in messages of which nothing was cut out yet."""
    return list_perhaps_names(
        _fold(part[:LOOKED_AT]) for one in messages for part in (one.title, one.text)
    )


class Namer:
    """Names clusters of one set of messages; ``names`` are those that stand in no name of a topic."""

    def __init__(
        self, messages: Sequence[Message], reporters: Sequence[int], names: Collection[str]
    ) -> None:
        self._reporters = reporters
        self._runs = [_runs(text) for text in _without(names, messages)]
        users: dict[str, set[int]] = defaultdict(set)
        for runs, reporter in zip(self._runs, reporters, strict=True):
            for run in runs:
                users[run].add(reporter)
        self._users = {run: len(found) for run, found in users.items()}
        self._total = len(set(reporters))

    def words(self, members: Sequence[int]) -> dict[str, tuple[int, ...]]:
        """The best words of a cluster, the very best first, with the members in which each stands;
        none overlaps another one."""
        inside: dict[str, set[int]] = defaultdict(set)
        for row in members:
            for run in self._runs[row]:
                inside[run].add(self._reporters[row])
        size = len({self._reporters[row] for row in members})
        times = {run: len(found) for run, found in inside.items()}
        good = {run: self._goodness(run, n, size) for run, n in times.items() if n >= LEAST}
        order = sorted(good, key=lambda run: (-good[run], -len(run), run))
        chosen: list[str] = []
        for run in order:
            word = _widest(run, times, good)
            if good[run] > 0 and not any(_overlap(word, other) for other in chosen):
                chosen.append(word)
            if len(chosen) == WORDS:
                break
        return {
            word.upper(): tuple(row for row in members if word in self._runs[row])
            for word in chosen
        }

    def _goodness(self, run: str, times: int, size: int) -> float:
        if run[0] in _LOOSE or run[-1] in _LOOSE:
            return 0.0
        inside = times / size
        outside = (self._users[run] - times + 0.5) / (self._total - size + 1)
        return inside * math.log(inside / outside) * math.sqrt(len(run))


def _without(names: Collection[str], messages: Sequence[Message]) -> Iterator[str]:
    """The titles, or beginnings of texts, in the one form."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(longest_first) or "(?!)")
    return (pattern.sub(" ", _fold(one.title or one.text[:BEGINNING])) for one in messages)


def _fold(text: str) -> str:
    return text_of(fold_codes(codes_of(text)))


def _runs(folded: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for part in "".join(one if one.isalnum() else " " for one in folded).split():
        for length in range(SHORTEST, LONGEST + 1):
            for start in range(len(part) - length + 1):
                if not (_splits(part, start) or _splits(part, start + length)):
                    found[part[start : start + length]] += 1
    return found


def _splits(text: str, place: int) -> bool:
    """Whether a cut there would go through a figure or a Latin word."""
    around = text[max(place - 1, 0) : place + 1]
    return 0 < place < len(text) and around.isascii()


def _widest(run: str, times: dict[str, int], good: dict[str, float]) -> str:
    """The best run around it that nearly as many use."""
    wider = [other for other in good if run in other and times[other] >= 0.8 * times[run]]
    return max(wider, key=lambda other: (good[other], len(other), other))


def _overlap(run: str, other: str) -> bool:
    """Whether two runs share a pair of letters."""
    pairs = {run[start : start + 2] for start in range(len(run) - 1)}
    return any(other[start : start + 2] in pairs for start in range(len(other) - 1))
