"""What topics are made of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from linli.engines.text_routing.masking import mask_text

LOOKED_AT = 1_000
"""Characters of a text that are looked at."""


@dataclass(frozen=True)
class Message:
    """A message. ``title`` may be empty.

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
    """The messages by time, then id, with names and numbers cut out of titles and texts."""
    ordered = sorted(messages, key=lambda one: (one.time, one.id, one.title, one.text))
    return [replace(one, title=_cut(one.title), text=_cut(one.text)) for one in ordered]


def number_reporters(messages: Sequence[Message]) -> list[int]:
    """A number for each message: the same for the same reporter; who is unknown is nobody else."""
    numbers: dict[str, int] = {}
    result = []
    for row, message in enumerate(messages):
        key = f"known {message.reporter}" if message.reporter is not None else f"unknown {row}"
        result.append(numbers.setdefault(key, len(numbers)))
    return result


def _cut(text: str) -> str:
    return mask_text(text[:LOOKED_AT], labelled=False).text
