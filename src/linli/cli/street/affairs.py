"""What happens on the street, as told before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from linli.cli.street.ground import Corner, Grid


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody takes a step: `by` is the key of a person, `reporter`, `anybody` or `system`."""

    at: datetime
    by: str
    step: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Affair:
    """One matter with everything that happens to it, in order.

    `theme` is the sentence, by its number among those of the category, that says what it is about:
    everything that is answered must fit it.
    `reporter` is the key of a resident with an account, or empty.  `origin` and `original` are keys
    of affairs that this one comes out of, or repeats.
    """

    key: str
    kind: str
    category: str
    grid: Grid
    spot: Corner | None
    acts: list[Act]
    reporter: str = ""
    hidden: bool = False
    origin: str = ""
    original: str = ""
    theme: int = 0

    @property
    def opened_at(self) -> datetime:
        return self.acts[0].at
