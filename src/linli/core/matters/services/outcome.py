"""What a step or an opening brought about."""

from dataclasses import dataclass

from linli.core.matters.models import Matter


@dataclass(frozen=True, slots=True)
class Outcome:
    """The matter after the step, the number of its record, whether the same request had been
    answered before, and for an opening the receipt's secret (shown once, never stored)."""

    matter: Matter
    sequence: int
    replayed: bool = False
    secret: str = ""
