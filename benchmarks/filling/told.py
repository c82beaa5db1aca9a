"""One matter on its way into rows: its history with a moment for each event, and its people."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.filling.histories import History
from linli.apps.cases.models import Category
from linli.ground.parties.models import Organisation
from linli.ground.places.models import Place

LIMITS = {
    "accept": "4wh",
    "dispatch": "4wh",
    "contact": "24nh",
    "handle": "5wd",
    "verify": "2wd",
    "close": "2wd",
}
SPANS = {"wh": timedelta(hours=3), "nh": timedelta(hours=1), "wd": timedelta(hours=34)}
PAUSES = {
    "accept": 4,
    "dispatch": 6,
    "start": 10,
    "contact": 12,
    "handle": 80,
    "verify": 30,
    "close": 20,
    "rate": 40,
}


@dataclass(slots=True, kw_only=True)
class Told:
    """What the tables need to know of one matter; times by the places of events."""

    key: str
    number: str
    history: History
    times: list[datetime]
    place: Place
    category: Category
    holder: Organisation | None
    reporter: str | None

    @property
    def state(self) -> str:
        return self.history.events[-1].after

    @property
    def entered(self) -> datetime:
        """When the present state began."""
        moved = [at for at, event in enumerate(self.history.events) if event.before != event.after]
        return self.times[moved[-1]]

    def due(self, name: str, opened: int) -> datetime:
        """About when the promise falls due: nobody here counts holidays."""
        limit = LIMITS[name]
        return self.times[opened] + int(limit[:-2]) * SPANS[limit[-2:]]


def draw_times(history: History, opened: datetime, chance: random.Random) -> list[datetime]:
    """A moment for each event, in whole seconds; pauses as they are seen in offices."""
    times = [opened.replace(microsecond=0)]
    for event in history.events[1:]:
        hours = PAUSES.get(event.step.name, 20) * (0.1 + chance.random() * 1.4)
        times.append(times[-1] + timedelta(seconds=round(hours * 3600)))
    return times
