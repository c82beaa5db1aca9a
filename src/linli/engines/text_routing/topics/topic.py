"""Topics, and what is said about them."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Burst:
    """A day on which a topic had more new reporters than chance explains.

    ``expected`` is what its past and the day's other messages lead to expect in the seven days up
    to ``day``; ``reporters`` is what came; ``chance`` is the probability of that many or more.
    """

    day: date
    reporters: int
    expected: float
    chance: float


@dataclass(frozen=True)
class Topic:
    """Messages about one thing.

    ``holders`` are, for each of the ``words``, the ids of the messages in which it stands where names
    are taken from. The name is the core's id where no word is left that enough reporters wrote.
    ``heat`` is the largest number of different reporters in any window; ``peak`` is that window's
    last day. ``current`` are the reporters of the last window, ``previous`` of the one before it,
    ``expected`` those that the change in all messages would have made of the previous ones. Each
    list of pairs (what, how many reporters) is in falling order.
    """

    name: str
    words: tuple[str, ...]
    holders: tuple[tuple[str, ...], ...]
    ids: tuple[str, ...]
    core: str
    messages: int
    reporters: int
    votes: int
    heat: int
    peak: date
    current: int
    previous: int
    expected: float
    trend: float
    first: datetime
    latest: datetime
    places: tuple[tuple[str, int], ...]
    weeks: tuple[tuple[date, int], ...]
    bursts: tuple[Burst, ...]


@dataclass(frozen=True)
class Topics:
    """The topics, hottest first, and what they are out of.

    ``known_reporters`` says of how many messages the reporter was known: the others count as one
    reporter each. ``alone`` messages are in no topic.
    """

    topics: tuple[Topic, ...]
    messages: int
    reporters: int
    known_reporters: int
    alone: int
    window_days: int
    first: datetime | None
    latest: datetime | None
    false_alarms: float
