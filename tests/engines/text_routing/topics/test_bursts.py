"""Alarms: early where something happens, and hardly ever where nothing does."""

from datetime import date, timedelta

import numpy as np
import pytest

from linli.engines.text_routing.topics.bursts import FALSE_ALARMS_A_YEAR, find_bursts
from linli.engines.text_routing.topics.windows import (
    count_reporters,
    hottest_window,
    weekly_reporters,
)

START = date(2020, 1, 6)


def stream(rate: float, days: int, rng: np.random.Generator) -> list[tuple[date, int]]:
    """New reporters by chance alone."""
    counts = rng.poisson(rate, days)
    events = [START + timedelta(days=day) for day in range(days) for _ in range(counts[day])]
    return [(day, reporter) for reporter, day in enumerate(events)]


@pytest.mark.parametrize("rate", [0.05, 0.3, 2.0])
def test_false_alarms_stay_under_the_stated_rate(rate):
    rng = np.random.default_rng(11)
    volume = dict.fromkeys((START + timedelta(days=n) for n in range(1460)), 40)
    alarms = sum(len(find_bursts(stream(rate, 1460, rng), volume)) for _ in range(20))
    assert alarms / (20 * 4) <= FALSE_ALARMS_A_YEAR


def test_season_in_which_all_write_more_is_no_burst():
    rng = np.random.default_rng(12)
    calm, busy = stream(0.2, 300, rng), stream(2.5, 60, rng)
    later = [(day + timedelta(days=300), reporter + 10_000) for day, reporter in busy]
    days = [START + timedelta(days=n) for n in range(360)]
    flat = dict.fromkeys(days, 40)
    risen = {day: 40 if n < 300 else 240 for n, day in enumerate(days)}
    assert find_bursts([*calm, *later], flat) != ()
    assert find_bursts([*calm, *later], risen) == ()


def test_sudden_rise_is_told_within_three_days():
    rng = np.random.default_rng(13)
    calm = stream(0.1, 200, rng)
    rise = [(START + timedelta(days=200 + n // 3), 10_000 + n) for n in range(30)]
    volume = dict.fromkeys((START + timedelta(days=n) for n in range(230)), 40)
    found = find_bursts([*calm, *rise], volume)
    assert found[-1].day <= START + timedelta(days=210)
    assert START + timedelta(days=200) <= found[0].day <= START + timedelta(days=202)


def test_one_reporter_alone_is_no_burst():
    events = [(START + timedelta(days=100), 1)] * 50
    volume = dict.fromkeys((START + timedelta(days=n) for n in range(101)), 40)
    assert find_bursts(events, volume) == ()


def test_windows_count_different_reporters():
    events = [(START + timedelta(days=day), who) for day, who in ((0, 1), (1, 1), (2, 2), (9, 3))]
    assert hottest_window(events, 3) == (2, START + timedelta(days=2))
    assert hottest_window(events, 30) == (3, START + timedelta(days=9))
    assert count_reporters(events, START + timedelta(days=9), 7) == 1
    assert weekly_reporters(events) == ((START, 2), (START + timedelta(days=7), 1))
