"""Keys, numbers and times in the form in which both databases take them as text."""

import random
from datetime import UTC, datetime

from linli.core.matters.numbers import ALPHABET

STRIDE = 20_920_121
"""Odd, so that multiples of it run through all numbers of five letters before one comes again."""


class Keys:
    """UUIDs in hexadecimal: version 7 in order of making, version 4 by chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._count = int(datetime.now(UTC).timestamp() * 1000) << 12

    def ordered(self) -> str:
        """Twelve bits of counter behind the milliseconds, as RFC 9562 (6.2) allows."""
        self._count += 1
        tail = 2 << 62 | self._chance.getrandbits(62)
        return f"{self._count >> 12:012x}7{self._count & 4095:03x}{tail:016x}"

    def random(self) -> str:
        bits = f"{self._chance.getrandbits(128):032x}"
        return f"{bits[:12]}4{bits[13:16]}8{bits[17:]}"


def write_time(moment: datetime) -> str:
    """A moment in UTC, to the second, without its zone: as SQLite keeps it, and as PostgreSQL reads
    it in that zone."""
    return moment.isoformat(" ", "seconds")[:19]


def make_number(count: int, year: int) -> str:
    """The human number of the count-th matter: five letters, no two alike."""
    spread = count * STRIDE % 32**5
    letters = (ALPHABET[spread >> 5 * place & 31] for place in range(5))
    return f"BS-{year}-{''.join(letters)}"
