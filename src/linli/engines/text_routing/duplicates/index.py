"""An index of matters that answers which earlier ones say the same as a new one.

A matter is kept as the different pairs of letters of its text, hashed into 2^20 buckets; how many
matters have a pair gives its rarity. Texts are compared by the cosine of their rarities squared, so
what many matters share (greetings, officialese) counts little and what few share (the name of an
estate, 搅拌站) counts much. One pass over all rows answers a question: about 0.4 ms a thousand
matters. Adding and removing change the same counts that building anew would give, so the order does
not matter. The index holds hashed texts: it is as private as they are, and kept where they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from linli.engines.text_routing.duplicates.evidence import probability_of
from linli.engines.text_routing.duplicates.matters import Match, Matter, relate_places
from linli.engines.text_routing.errors import OptionError
from linli.engines.text_routing.normalisation import codes_of, letters_of
from linli.engines.text_routing.sorting import distinct

BUCKETS = 1 << 20
LONGEST = 600
"""Different pairs of letters kept of a text: its first ones."""
LEAST = 0.04
"""Less similar texts are never the same matter, wherever they lie."""

Buckets = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Facts:
    """What is known of a matter besides its text; the reporter is a digest of the key given."""

    place: str | None
    time: datetime | None
    reporter: str | None


class MatterIndex:
    """Matters by id; texts, places and times stay out of what it gives but for ids."""

    def __init__(self) -> None:
        self._buckets: dict[str, Buckets] = {}
        self._facts: dict[str, Facts] = {}
        self._times = np.zeros(BUCKETS, np.int64)
        self._rows: tuple[tuple[str, ...], Buckets, npt.NDArray[np.int64]] | None = None

    def __len__(self) -> int:
        return len(self._buckets)

    def __contains__(self, matter_id: object) -> bool:
        return matter_id in self._buckets

    def add(self, matters: Iterable[Matter]) -> None:
        """Takes matters in; one whose id is known takes the place of the old one."""
        for matter in matters:
            facts = Facts(matter.place, matter.time, _blind(matter.reporter))
            self.put(matter.id, buckets_of(matter.text), facts)

    def put(self, matter_id: str, buckets: Buckets, facts: Facts) -> None:
        """Takes in a matter whose text has been hashed."""
        self.remove([matter_id])
        self._buckets[matter_id] = buckets
        self._facts[matter_id] = facts
        self._times[buckets] += 1
        self._rows = None

    def remove(self, ids: Iterable[str]) -> None:
        """Forgets matters; unknown ids are no error."""
        for matter_id in ids:
            if matter_id in self._buckets:
                self._times[self._buckets.pop(matter_id)] -= 1
                del self._facts[matter_id]
                self._rows = None

    def entries(self) -> Iterable[tuple[str, Buckets, Facts]]:
        """All that is held, in order of ids."""
        return [(one, self._buckets[one], self._facts[one]) for one in sorted(self._buckets)]

    def find(self, matter: Matter, *, least: float = 0.5, most: int = 5) -> list[Match]:
        """Matters that are probably the same, the most probable first; never the one itself."""
        if not 0 <= least <= 1:
            raise OptionError("the least probability lies between 0 and 1")
        ids, similarities = self._similarities(buckets_of(matter.text))
        found = [
            self._match(matter, ids[row], float(similarities[row]))
            for row in np.flatnonzero(similarities >= LEAST)
            if ids[row] != matter.id
        ]
        good = sorted(
            (match for match in found if match.probability >= least),
            key=lambda match: (-match.probability, -match.similarity, match.id),
        )
        return good[:most]

    def _match(self, matter: Matter, other: str, similarity: float) -> Match:
        facts = self._facts[other]
        place = relate_places(matter.place, facts.place)
        days = None
        if matter.time is not None and facts.time is not None:
            days = abs((matter.time - facts.time).total_seconds()) / 86400
        same = facts.reporter is not None and facts.reporter == _blind(matter.reporter)
        probability = probability_of(similarity, place, days, same_reporter=same)
        return Match(other, similarity, place, days, probability)

    def _similarities(self, asked: Buckets) -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
        ids, buckets, starts = self._flat()
        if not ids or len(asked) == 0:
            return ids, np.zeros(len(ids))
        weights = self._weights()
        wanted = np.zeros(BUCKETS)
        wanted[asked] = weights[asked]
        shared = np.add.reduceat(wanted[buckets], starts)
        own = np.add.reduceat(weights[buckets], starts)
        return ids, shared / np.sqrt(np.maximum(own * wanted.sum(), 1e-300))

    def _weights(self) -> npt.NDArray[np.float64]:
        """The squared rarity of each bucket."""
        return rarity_of(self._times, len(self)) ** 2

    def _flat(self) -> tuple[tuple[str, ...], Buckets, npt.NDArray[np.int64]]:
        """All rows one behind the other, made again when something has changed."""
        if self._rows is None:
            ids = tuple(sorted(one for one, row in self._buckets.items() if len(row)))
            sizes = [len(self._buckets[one]) for one in ids]
            starts = np.cumsum([0, *sizes])[:-1]
            rows = np.concatenate([np.zeros(0, np.uint32), *(self._buckets[one] for one in ids)])
            self._rows = (ids, rows, starts)
        return self._rows


def rarity_of(times: npt.NDArray[np.int64], matters: int) -> npt.NDArray[np.float64]:
    """The rarity of buckets that so many of the matters have."""
    found: npt.NDArray[np.float64] = np.log((1 + matters) / (1 + times)) + 0.1
    return np.maximum(found, 0.1)


def buckets_of(text: str) -> Buckets:
    """The buckets of a text's pairs of letters, ascending."""
    codes = codes_of(letters_of(text)).astype(np.uint64)
    pairs = codes[:-1] << np.uint64(21) | codes[1:]
    _, firsts = np.unique(pairs, return_index=True)
    kept = pairs[np.sort(firsts)[:LONGEST]]
    hashed = (kept * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(44)
    return distinct(hashed).astype(np.uint32)


def _blind(reporter: str | None) -> str | None:
    """A short digest: enough to tell reporters apart, and not the key itself."""
    return None if reporter is None else blake2b(reporter.encode(), digest_size=8).hexdigest()
