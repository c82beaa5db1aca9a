"""When and where things are reported: by the hour, the day of the week, the season, hot spots."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from linli.cli.street.ground import Grid, Ground
from linli.cli.street.words import weigh_categories

Table = Mapping[str, Any]
YEAR = timedelta(days=365)
# Monday first: on working days people report more.
WEEK = (1.2, 1.1, 1.05, 1.0, 1.0, 0.8, 0.75)
# How much of the day's reports come in each hour, from midnight.
HOURS = {
    "day": (0, 0, 0, 0, 0, 1, 4, 9, 14, 14, 11, 7, 5, 7, 9, 9, 8, 6, 5, 4, 3, 2, 1, 0),
    "evening": (1, 0, 0, 0, 0, 0, 2, 4, 6, 6, 5, 4, 4, 4, 4, 5, 6, 9, 12, 13, 11, 8, 4, 2),
    "night": (8, 6, 5, 4, 3, 4, 6, 4, 3, 3, 2, 2, 4, 3, 2, 2, 2, 2, 3, 4, 6, 9, 12, 11),
}
HOT_SHARE = 0.2
HOT_SPOTS = 14


@dataclass(frozen=True, slots=True)
class Occasion:
    """That something is reported: when, about what, where; `series` where it belongs to a run of
    reports about one and the same thing."""

    at: datetime
    category: str
    grid: Grid
    series: str = ""


def draw_occasions(
    words: Table, ground: Ground, *, number: int, seed: int, now: datetime, zone: ZoneInfo
) -> list[Occasion]:
    """So many occasions of the year before `now`, in order; the same for the same seed and day."""
    chance = random.Random(seed + 2)
    today = now.astimezone(zone).date()
    series = _series(words, ground, chance, now=now, zone=zone)
    grids = ground.grids
    weights = [chance.uniform(0.6, 1.6) for _ in grids]
    codes = [code for code in words if code != "common"]
    hot = [(chance.choice(codes), chance.choice(grids)) for _ in range(HOT_SPOTS)]
    days = [today - timedelta(days=back) for back in range(YEAR.days, -1, -1)]
    by_day = [WEEK[day.weekday()] for day in days]
    monthly = {month: weigh_categories(words, month=month) for month in range(1, 13)}
    found = list(series)
    while len(found) < number:
        day = chance.choices(days, by_day)[0]
        category, grid = _what(chance, monthly[day.month], grids, weights, hot)
        hours = HOURS[words[category]["hours"]]
        hour = chance.choices(range(24), hours)[0]
        moment = time(hour, chance.randrange(60), chance.randrange(60))
        at = datetime.combine(day, moment, zone)
        if now - YEAR < at < now - timedelta(minutes=5):
            found.append(Occasion(at, category, grid))
    return sorted(found, key=lambda each: (each.at, each.category, each.grid.code))[-number:]


def _what(
    chance: random.Random,
    by_category: Mapping[str, float],
    grids: Sequence[Grid],
    weights: Sequence[float],
    hot: Sequence[tuple[str, Grid]],
) -> tuple[str, Grid]:
    if chance.random() < HOT_SHARE:
        likely = [by_category[category] for category, _ in hot]
        if any(likely):
            return chance.choices(hot, likely)[0]
    category = chance.choices(list(by_category), list(by_category.values()))[0]
    return category, chance.choices(grids, weights)[0]


def _series(
    words: Table, ground: Ground, chance: random.Random, *, now: datetime, zone: ZoneInfo
) -> list[Occasion]:
    """A downpour, a building site that works at night, and a heating that failed yesterday."""
    rain = _last_summer_day(now, zone)
    found = []
    for _ in range(46):
        category = chance.choices(("roads.water", "housing.leak"), (3, 1))[0]
        at = rain + timedelta(minutes=chance.triangular(0, 40 * 60, 3 * 60))
        found.append(Occasion(at, category, chance.choice(ground.grids)))
    site, cold = chance.sample(list(ground.grids), 2)
    for _ in range(38):
        night = now - timedelta(days=chance.uniform(32, 58))
        at = datetime.combine(night.astimezone(zone).date(), time(22), zone)
        at += timedelta(minutes=chance.uniform(0, 420))
        found.append(Occasion(at, "noise.construction", site, "site"))
    if words["utilities.heating"]["months"][now.astimezone(zone).month - 1] > 1:
        category = "utilities.heating"
    else:
        category = "utilities.power"
    for _ in range(7):
        at = now - timedelta(minutes=chance.uniform(20, 15 * 60))
        found.append(Occasion(at, category, cold, "failure"))
    return found


def _last_summer_day(now: datetime, zone: ZoneInfo) -> datetime:
    """An afternoon of the last twelfth of July."""
    local = now.astimezone(zone)
    this_year = datetime(local.year, 7, 12, 15, tzinfo=zone)
    return (
        this_year if this_year < now - timedelta(days=3) else this_year.replace(year=local.year - 1)
    )
