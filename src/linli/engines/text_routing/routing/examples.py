"""What a model learns from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from linli.engines.text_routing.duplicates import find_pairs, group_of_each

ALIKE = 0.5
"""From this similarity on two texts count as one source of what is learned."""


@dataclass(frozen=True)
class Example:
    """A text and the category that a person decided on.

    ``place`` is a path from the largest place down (``A/A3/07``). ``reporter`` is any opaque key:
    it only tells sources apart, and is neither kept nor given out.
    """

    text: str
    label: str
    place: str | None = None
    time: datetime | None = None
    reporter: str | None = None


def in_order(examples: Sequence[Example]) -> list[Example]:
    """The examples that have a text, in an order that does not depend on theirs."""
    return sorted(
        (example for example in examples if example.text.strip()),
        key=lambda one: (one.text, one.label, one.place or "", str(one.time), one.reporter or ""),
    )


def sources_of(examples: Sequence[Example]) -> npt.NDArray[np.int64]:
    """A number for each example: the same for texts that are alike or from one reporter."""
    links = [(pair.first, pair.second) for pair in find_pairs([e.text for e in examples], ALIKE)]
    seen: dict[str, int] = {}
    for row, example in enumerate(examples):
        if example.reporter is not None:
            links.append((seen.setdefault(example.reporter, row), row))
    return group_of_each(links, len(examples))
