"""What topics are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Message:
    """A masked message. ``title`` may be empty.

    ``reporter`` is any opaque key: it only tells reporters apart and is never given out. ``votes``
    is how many others agreed.
    """

    id: str
    text: str
    time: datetime
    title: str = ""
    place: str | None = None
    reporter: str | None = None
    votes: int = 0


def in_order(messages: Sequence[Message]) -> list[Message]:
    """The messages by time, then id: whatever order they came in."""
    return sorted(messages, key=lambda one: (one.time, one.id, one.title, one.text))


def number_reporters(messages: Sequence[Message]) -> list[int]:
    """A number for each message: the same for the same reporter; who is unknown is nobody else."""
    numbers: dict[str, int] = {}
    result = []
    for row, message in enumerate(messages):
        key = f"known {message.reporter}" if message.reporter is not None else f"unknown {row}"
        result.append(numbers.setdefault(key, len(numbers)))
    return result
