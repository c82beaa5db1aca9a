"""Fills a street with matters, a few thousand at a time."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain

from benchmarks.filling.community import Street
from benchmarks.filling.histories import FINISHED, UNFINISHED, Histories, History
from benchmarks.filling.keys import Keys, make_number
from benchmarks.filling.records import RecordRows
from benchmarks.filling.rows import list_rows
from benchmarks.filling.tables import Row, Table, loading, write
from benchmarks.filling.told import Told, draw_times
from linli.core.records.models import Stream
from linli.ground.parties.models import Duty, Organisation
from linli.ground.places.models import Place

BATCH = 5_000
OPEN_SHARE = 0.02
REPORTER_SHARE = 0.4
YEARS = timedelta(days=730)
RECENT = timedelta(days=10)


class Filler:
    """Adds matters to a street: a share of them under way, the others long finished."""

    def __init__(self, street: Street, *, open_share: float = OPEN_SHARE, seed: int = 7) -> None:
        self.street = street
        self._open_share = open_share
        self.count = 0
        self._chance = random.Random(seed)
        self._keys = Keys(self._chance)
        self._open, self._finished = Histories(UNFINISHED), Histories(FINISHED)
        self._records = RecordRows(_duties(street), self._chance, self._keys)
        self._now = datetime.now(UTC)
        self._sequence = Stream.objects.get(community=street.community).last
        self._last = ""

    def fill_quiet(self, number: int) -> None:
        """Puts so many matters into the quiet grid, a third of them under way."""
        self._write(number, [self.street.quiet], open_share=1 / 3)

    def fill_to(self, number: int, *, tick: Callable[[int], None] = lambda _count: None) -> None:
        """Goes on until there are so many matters, the new ones anywhere but in the quiet grid."""
        while self.count < number:
            few = min(BATCH, number - self.count)
            self._write(few, self.street.grids, open_share=self._open_share)
            tick(self.count)

    def _write(self, number: int, places: Sequence[Place], *, open_share: float) -> None:
        rows: dict[Table, list[Row]] = defaultdict(list)
        for _ in range(number):
            told = self._tell(self._chance.choice(places), self._chance.random() < open_share)
            for table, row in self._rows(told):
                rows[table].append(row)
        with loading():
            for table, listed in rows.items():
                write(table, listed)
            Stream.objects.filter(community=self.street.community).update(last=self._sequence)

    def _tell(self, place: Place, is_open: bool) -> Told:  # noqa: FBT001 - one caller, above
        chance, street = self._chance, self.street
        history = (self._open if is_open else self._finished).draw(chance)
        opened = self._opened(history)
        self.count += 1
        return Told(
            key=self._keys.ordered(),
            number=make_number(self.count, opened.year),
            history=history,
            times=draw_times(history, opened, chance),
            place=place,
            category=chance.choice(street.categories),
            holder=self._draw_holder() if _is_given(history) else None,
            reporter=self._keys.ordered() if chance.random() < REPORTER_SHARE else None,
        )

    def _draw_holder(self) -> Organisation:
        """The handler's organisation is given a third of the work."""
        handlers, *others = self.street.organisations
        return handlers if self._chance.random() < 1 / 3 else self._chance.choice(others)

    def _opened(self, history: History) -> datetime:
        if history.is_finished:
            return self._now - RECENT - YEARS * self._chance.random()
        return self._now - RECENT * self._chance.random()

    def _rows(self, told: Told) -> Iterator[tuple[Table, Row]]:
        version = self.street.version.pk.hex
        own = list_rows(told, version=version, keys=self._keys, earlier=self._last or told.key)
        records = self._records.list_rows(told, sequence=self._sequence)
        self._sequence += len(told.history.events)
        self._last = told.key
        return chain(own, records)


def _is_given(history: History) -> bool:
    return any(event.step.name == "dispatch" for event in history.events)


def _duties(street: Street) -> dict[str, Duty]:
    held = Duty.objects.filter(community=street.community, account__in=street.scene.people.values())
    return {duty.kind: duty for duty in held.select_related("account", "organisation")}
