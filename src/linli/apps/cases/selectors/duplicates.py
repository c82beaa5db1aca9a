"""Earlier cases that may say the same as one: by their texts, where they lie and when."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from linli.apps.cases.procedure import CASE
from linli.apps.cases.procedure.states import UNFINISHED
from linli.apps.cases.selectors.likeness import find_alike, make_path, tell
from linli.apps.cases.selectors.nearby import leave_out_own
from linli.apps.cases.selectors.words import read_words
from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_matters
from linli.engines.text_routing import Match
from linli.engines.text_routing import Matter as Told
from linli.ground.communities.models import Community
from linli.ground.places.models import Place
from linli.ground.places.selectors import get_neighbourhood_of

WITHIN = timedelta(days=60)
OPEN_WITHIN = timedelta(days=30)
MOST, MOST_OFFERED = 4, 3
LEAST = 0.5
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """An earlier case, and how many days before this one it was reported."""

    matter: Matter
    days: int


def list_likely_same(matter: Matter, *, user: ActingUser) -> list[Likeness]:
    """Cases of the same kind in the same neighbourhood, under way or closed within two months,
    that read like the same affair, the likest first.

    Kind is the group of the category: reporters choose among neighbours of it by chance.  For
    offices alone, who may read the words that are compared; at most four.
    """
    words = read_words([matter.pk]).get(matter.pk)
    if not words:
        return []
    area = get_neighbourhood_of(matter.place) or matter.place
    group = matter.subject.partition(".")[0]
    earlier = list_matters(user, kind=CASE.kind, place_code=area.code, subject=group).filter(
        opened_at__range=(matter.opened_at - WITHIN, matter.opened_at),
        state__in=(*UNFINISHED, "closed"),
    )
    found = _find_among(earlier, matter.community, tell(matter, words), most=MOST)
    return [Likeness(each, round(match.days or 0)) for match, each in found]


def list_known_already(
    user: ActingUser, *, words: str, place: Place, now: datetime, left_out: Iterable[Matter] = ()
) -> list[Matter]:
    """Public cases under way in the same neighbourhood that read like these words, the likest first.

    For whoever is about to report: he learns that such a case is there, which everybody may see,
    and none of its words.  Cases of reporters who stay hidden are not among them; at most three.
    """
    if len(words.strip()) < SHORTEST:
        return []
    told = Told("", words, make_path(user.community, place.code), now)
    area = get_neighbourhood_of(place) or place
    open_ones = list_matters(user, kind=CASE.kind, place_code=area.code).filter(
        privacy=Privacy.PUBLIC,
        state__in=UNFINISHED,
        reporter_hidden=False,
        opened_at__gte=now - OPEN_WITHIN,
    )
    others = leave_out_own(open_ones, user).exclude(pk__in=[each.pk for each in left_out])
    return [each for _, each in _find_among(others, user.community, told, most=MOST_OFFERED)]


def _find_among(
    matters: QuerySet[Matter], community: Community, told: Told, *, most: int
) -> list[tuple[Match, Matter]]:
    """The likest of these matters.  Those that are alike are asked for all, for of a text that many
    send, the best of the whole community may all lie elsewhere."""
    keys = {
        str(key) for key in matters.prefetch_related(None).order_by().values_list("pk", flat=True)
    }
    if not keys:
        return []
    alike = find_alike(community, told, least=LEAST, most=sys.maxsize)
    found = [match for match in alike if match.id in keys][:most]
    by_key = {str(each.pk): each for each in matters.filter(pk__in=[match.id for match in found])}
    return [(match, by_key[match.id]) for match in found if match.id in by_key]
