"""How probable it is that two matters are one, from text, place, time and reporter together.

Log odds = BASE + SLOPE · ln(similarity) + shift of the place, lower for one reporter and with the
months between. All but the shifts of the place were fitted on 366 pairs of real messages judged by
hand, weighted to stand for all pairs (see the documentation of the engine). One reporter counts
against: people who write often use their own phrases again for other matters. Places were not known
there, so their shifts are set by reasoning: the same place makes odds e^1.5 times as high, another
place e^3 times as low.
"""

import math

from linli.engines.text_routing.duplicates.matters import Relation

BASE = 8.65
SLOPE = 3.09
SAME_REPORTER = -3.57
MONTH = -0.40
SHIFTS = {
    Relation.SAME: 1.5,
    Relation.INSIDE: 1.0,
    Relation.UNKNOWN: 0.0,
    Relation.ELSEWHERE: -3.0,
}


def probability_of(
    similarity: float, place: Relation, days: float | None, *, same_reporter: bool
) -> float:
    """Between 0 and 1; an unknown time counts as the same time."""
    odds = BASE + SLOPE * math.log(max(similarity, 1e-9)) + SHIFTS[place]
    odds += SAME_REPORTER * same_reporter + MONTH * (days or 0.0) / 30
    return 1 / (1 + math.exp(-max(odds, -700.0)))
