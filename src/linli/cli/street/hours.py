"""How long people take, in the hours in which offices work."""

import math
import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from linli.ground.calendars.public import Calendar, Limit, Unit, due_at

MORNING, EVENING = time(8, 30), time(17, 30)


@dataclass(slots=True)
class Pace:
    """Draws times; what an office does falls into its hours."""

    calendar: Calendar
    zone: ZoneInfo
    chance: random.Random

    def office(self, after: datetime, *, least: float, most: float) -> datetime:
        """Some minutes later, between the least and the most, when an office is open."""
        return self._open(after + timedelta(minutes=self.chance.uniform(least, most)), after)

    def resident(self, after: datetime, *, least: float, most: float) -> datetime:
        """Some minutes later, at an hour at which people are awake."""
        local = (after + timedelta(minutes=self.chance.uniform(least, most))).astimezone(self.zone)
        if local.hour < 7:  # noqa: PLR2004 - people sleep
            local = local.replace(hour=19, minute=self.chance.randrange(60))
        return max(local, after + timedelta(minutes=1))

    def work(self, began: datetime, limit: Limit, *, share: float) -> datetime:
        """The end of work that takes about so much of its limit; more than one is late."""
        due = due_at(self.calendar, began, limit).at
        done = began + (due - began) * max(share, 0.02)
        if limit.unit is Unit.NATURAL_HOURS:
            return max(done, began + timedelta(minutes=20))  # they work round the clock
        return self._open(done, began)

    def call(self, after: datetime, *, least: float, most: float) -> datetime:
        """Some minutes later, at an hour at which one may ring people up, on any day."""
        local = (after + timedelta(minutes=self.chance.uniform(least, most))).astimezone(self.zone)
        if not MORNING <= local.time() <= time(20):
            day = local if local.time() < MORNING else local + timedelta(days=1)
            local = self._morning(day)
        return max(local, after + timedelta(minutes=1))

    def share(self, slowness: float) -> float:
        """How much of its time something takes: mostly half, now and then far too much."""
        return math.exp(self.chance.gauss(math.log(0.5 * slowness), 0.48))

    def _open(self, at: datetime, after: datetime) -> datetime:
        local = at.astimezone(self.zone)
        if local.time() > EVENING:
            local = self._morning(local + timedelta(days=1))
        elif local.time() < MORNING:
            local = self._morning(local)
        while not self.calendar.is_working(local.date()):
            local = self._morning(local + timedelta(days=1))
        return max(local, after + timedelta(minutes=2))

    def _morning(self, day: datetime) -> datetime:
        opened = day.replace(hour=8, minute=30, second=0, microsecond=0)
        return opened + timedelta(minutes=self.chance.uniform(2, 90))
