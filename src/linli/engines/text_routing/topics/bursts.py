"""Bursts: days with more new reporters of a topic than chance explains.

On each day on which somebody reports, the different reporters of the last ``SPAN`` days are held
against what is to be expected: the topic's rate in the ``PAST`` days before, times the ratio of all
messages now and then (so a season in which everybody writes more is no burst). The rate is not
known exactly; with a Gamma(½) prior its predictive distribution is negative binomial (Gelman et
al., "Bayesian data analysis", section 2.6). An alarm is given when so many or more have a
probability under ``LEVEL``, and a topic is then quiet for ``SPAN`` days. Windows overlap, so per year
and topic at most 365 · LEVEL false alarms are to be expected where nothing changes; simulated
streams in the tests stay under that.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from scipy.stats import nbinom

from linli.engines.text_routing.topics.topic import Burst
from linli.engines.text_routing.topics.windows import Event

SPAN = 7
PAST = 56
LEVEL = 1 / 3650
LEAST = 3
FALSE_ALARMS_A_YEAR = 365 * LEVEL


def find_bursts(events: Sequence[Event], volume: Mapping[date, int]) -> tuple[Burst, ...]:
    """The bursts in order of days; ``volume`` is how many messages of all topics each day had."""
    ordered = sorted(events)
    days = [day for day, _ in ordered]
    found: list[Burst] = []
    begun = min(volume)
    for day in sorted(set(days)):
        if day - begun < timedelta(days=PAST + SPAN):
            continue
        if found and day - found[-1].day < timedelta(days=SPAN):
            continue
        before = day - timedelta(days=SPAN)
        middle, end = bisect_right(days, before), bisect_right(days, day)
        now = len({reporter for _, reporter in ordered[middle:end]})
        if now < LEAST:
            continue
        past = middle - bisect_right(days, before - timedelta(days=PAST))
        burst = _judge(day, now, past, volume)
        if burst.chance < LEVEL:
            found.append(burst)
    return tuple(found)


def _judge(day: date, now: int, past: int, volume: Mapping[date, int]) -> Burst:
    before = day - timedelta(days=SPAN)
    ratio = (_sum(volume, day, SPAN) + 1) / (_sum(volume, before, PAST) + 1)
    shape = past + 0.5
    if now <= shape * ratio:
        return Burst(day, now, shape * ratio, 1.0)
    # P(count >= now) for a count of rate λ·ratio, λ ~ Gamma(shape, 1).
    chance = float(nbinom.sf(now - 1, shape, 1 / (1 + ratio)))
    return Burst(day, now, shape * ratio, chance)


def _sum(volume: Mapping[date, int], last: date, days: int) -> int:
    return sum(volume.get(last - timedelta(days=back), 0) for back in range(days))


def volume_of(days: Sequence[date]) -> Mapping[date, int]:
    """How many messages each day had."""
    return Counter(days)
