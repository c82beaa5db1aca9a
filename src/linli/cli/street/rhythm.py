"""When and where things are reported: by the hour, the day of the week, the season, hot spots."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
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


# What fits a run of reports about one and the same thing, by the numbers of the sentences.
THEMES: Mapping[str, Mapping[str, Sequence[int]]] = {
    "rain": {"roads.water": (0, 4), "housing.leak": (0, 2, 4)},
    "site": {"noise.construction": (0, 2, 4)},
    "failure": {"utilities.heating": (0, 3, 4), "utilities.power": (0,)},
}
MOST_A_DAY = 1.12
"""How many more are drawn than wanted, so that there are enough of them at every hour of a day."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """That something is reported: when, about what, where.  `key` is its own whatever the hour at
    which the story is told; `series` where it belongs to a run of reports about one and the same
    place, `themes` the sentences that it may be about, all where empty; `is_lasting` where it is
    told of at every hour of the day, so that others may come back to it."""

    at: datetime
    category: str
    grid: Grid
    key: str
    series: str = ""
    themes: Sequence[int] = ()
    is_lasting: bool = True


def draw_occasions(
    words: Table, ground: Ground, *, number: int, seed: int, now: datetime, zone: ZoneInfo
) -> list[Occasion]:
    """So many occasions of the year before `now`, in order.

    Whole days are drawn, each from the seed and its date, and cut at `now` afterwards: told at
    another hour of the same day, what happened before is the same.
    """
    today = now.astimezone(zone).date()
    chance = random.Random(f"{seed}/places")
    weights = [chance.uniform(0.6, 1.6) for _ in ground.grids]
    codes = [code for code in words if code != "common"]
    hot = [(chance.choice(codes), chance.choice(ground.grids)) for _ in range(HOT_SPOTS)]
    days = [today - timedelta(days=back) for back in range(YEAR.days + 1)]
    share = MOST_A_DAY * number / sum(WEEK[day.weekday()] for day in days)
    found = _series(words, ground, random.Random(f"{seed}/series"), today=today, zone=zone)
    for day in days:
        drawn = random.Random(f"{seed}/{day}")
        wanted = share * WEEK[day.weekday()]
        for place in range(int(wanted) + (drawn.random() < wanted % 1)):
            monthly = weigh_categories(words, month=day.month)
            category, grid = _what(drawn, monthly, ground.grids, weights, hot)
            at = _at(drawn, HOURS[words[category]["hours"]], day, zone)
            found.append(Occasion(at, category, grid, f"street-{day:%Y%m%d}-{place + 1}"))
    midnight = datetime.combine(today + timedelta(days=1), time(), zone)
    since = _last(found, number, now=midnight)[0].at
    told = _last(found, number, now=now)
    return [replace(each, is_lasting=each.at >= since) for each in told]


def _last(found: Sequence[Occasion], number: int, *, now: datetime) -> list[Occasion]:
    """So many of the year before `now`, in order."""
    past = [each for each in found if now - YEAR < each.at < now - timedelta(minutes=5)]
    return sorted(past, key=lambda each: (each.at, each.key))[-number:]


def _at(chance: random.Random, hours: Sequence[int], day: date, zone: ZoneInfo) -> datetime:
    hour = chance.choices(range(24), hours)[0]
    return datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), zone)


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
    words: Table, ground: Ground, chance: random.Random, *, today: date, zone: ZoneInfo
) -> list[Occasion]:
    """A downpour, a building site that works at night, and a heating that failed yesterday."""
    drawn: list[tuple[str, datetime, str, Grid]] = []
    rain = _last_summer_day(today, zone)
    for _ in range(46):
        category = chance.choices(("roads.water", "housing.leak"), (3, 1))[0]
        at = rain + timedelta(minutes=chance.triangular(0, 40 * 60, 3 * 60))
        drawn.append(("rain", at, category, chance.choice(ground.grids)))
    site, cold = chance.sample(list(ground.grids), 2)
    for _ in range(38):
        night = datetime.combine(today - timedelta(days=chance.randint(32, 58)), time(22), zone)
        at = night + timedelta(minutes=chance.uniform(0, 420))
        drawn.append(("site", at, "noise.construction", site))
    heated = words["utilities.heating"]["months"][today.month - 1] > 1
    category = "utilities.heating" if heated else "utilities.power"
    failed = datetime.combine(today - timedelta(days=1), time(18), zone)
    for _ in range(9):
        at = failed + timedelta(minutes=chance.uniform(20, 24 * 60))
        drawn.append(("failure", at, category, cold))
    return [
        Occasion(
            at,
            category,
            grid,
            f"street-{series}-{number + 1}",
            "" if series == "rain" else series,
            THEMES[series][category],
        )
        for number, (series, at, category, grid) in enumerate(drawn)
    ]


def _last_summer_day(today: date, zone: ZoneInfo) -> datetime:
    """An afternoon of the last twelfth of July."""
    year = today.year if today > date(today.year, 7, 15) else today.year - 1
    return datetime(year, 7, 12, 15, tzinfo=zone)
