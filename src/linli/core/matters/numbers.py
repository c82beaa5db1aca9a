"""Human numbers such as BS-2026-7K3Q: random within a year, so they tell nothing about others.

Crockford's base 32 without I, L, O, U: nothing to mistake when read out on the phone.
"""

import re
import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from linli.ground.communities.models import Community

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORTEST = 4
LONGEST = 8
TRIES_PER_LENGTH = 3
NUMBER = re.compile(r"[A-Z]{2}-\d{4}-[0-9A-HJKMNP-TV-Z]{4,8}")


def draw_numbers(prefix: str, community: Community, at: datetime) -> list[str]:
    """Candidates, the first of which is nearly always free; later ones are longer, for a year
    that has filled up the short ones."""
    year = at.astimezone(ZoneInfo(community.time_zone)).year
    return [
        f"{prefix}-{year}-{_draw(length)}"
        for length in range(SHORTEST, LONGEST + 1)
        for _ in range(TRIES_PER_LENGTH)
    ]


def normalise_number(typed: str) -> str:
    """A number as somebody typed or spoke it, in its written form."""
    text = typed.strip().upper().replace("—", "-").replace("–", "-").replace(" ", "")
    head, _, tail = text.rpartition("-")
    return f"{head}-{tail.translate(str.maketrans('OIL', '011'))}" if head else text


def _draw(length: int) -> str:
    """Five random bits a character: the alphabet has 32."""
    bits = secrets.randbits(5 * length)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(length))
