"""Which places have rates: those with at least three people on duty, the others put together.

A rate of a place with one or two people on duty would be somebody's, and the product scores nobody
(2.3 of the domain facts: units and processes are evaluated, never a person).  To leave out the
place alone hides nothing, since the whole less the others is what was left out.  So what is small
is put together until it is of three people too (complementary suppression), and nothing else can
be asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from linli.core.matters.models import Matter
from linli.ground.communities.models import Community
from linli.ground.parties.selectors import list_people_on_duty
from linli.ground.places.models import Place
from linli.ground.places.selectors import below, covers, get_code_system, list_places

FEWEST_HOLDERS = 3
# No place has such a code: codes are digits, or words with dots.
OTHER = "~other"


@dataclass(frozen=True, slots=True)
class PublishedPlaces:
    """The neighbourhoods that have rates of their own, by code; `has_other` where the rest has a
    line together.  Neither is there where nothing can be published, and nothing is at all but where
    `has_whole`: at least three people are on duty in the community."""

    community: Community
    alone: tuple[Place, ...]
    has_other: bool
    all: tuple[Place, ...]
    has_whole: bool

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(place.code for place in self.alone)

    @property
    def are_any(self) -> bool:
        return bool(self.alone) or self.has_other

    def key_of(self, code: str) -> str:
        """The published place that the place lies in: its code, or OTHER."""
        within = (each for each in self.codes if covers(each, code, community=self.community))
        return next(within, OTHER)

    def is_whole(self, code: str) -> bool:
        """Whether the place lies above all neighbourhoods, so that its rates are those of the
        whole."""
        return bool(self.all) and all(
            code != place.code and covers(code, place.code, community=self.community)
            for place in self.all
        )


def get_published_places(community: Community) -> PublishedPlaces:
    """Which places have rates today; three queries.

    Who is on duty is asked of today, also for rates of months that are past: whoever went
    meanwhile does not make a place publishable, and the same places stand in all tables.
    """
    kind = get_code_system(community).neighbourhood
    places = [place for place in list_places(community) if place.kind == kind]
    duties = _list_duties(community)
    holders = _holders(community, places, duties)
    alone, has_other = publish(holders, has_strays=_has_strays(community, places))
    return PublishedPlaces(
        community=community,
        alone=tuple(each for each in places if each.code in alone),
        has_other=has_other,
        all=tuple(places),
        has_whole=len({who for _code, who in duties}) >= FEWEST_HOLDERS,
    )


def publish(
    holders: Mapping[str, frozenset[object]], *, has_strays: bool
) -> tuple[frozenset[str], bool]:
    """Of places with the people on duty in them: those that stand alone, and whether all others
    have a line together.  `has_strays` says that some cases lie in none of the places, so that
    there are others in any event."""
    alone = {code for code, people in holders.items() if len(people) >= FEWEST_HOLDERS}
    others = holders.keys() - alone
    while (others or has_strays) and _count(holders, others) < FEWEST_HOLDERS:
        if not alone:
            return frozenset(), False
        smallest = min(alone, key=lambda code: (len(holders[code]), code))
        alone.remove(smallest)
        others = others | {smallest}
    return frozenset(alone), bool(others)


def _count(holders: Mapping[str, frozenset[object]], codes: Iterable[str]) -> int:
    """How many different people are on duty in these places: one may serve in several."""
    return len(frozenset().union(*(holders[code] for code in codes)))


def _list_duties(community: Community) -> frozenset[tuple[str, object]]:
    """Codes of places with who is on duty there today; one query."""
    duties = list_people_on_duty(community).filter(account__is_active=True)
    return frozenset(duties.values_list("place__code", "account_id"))


def _holders(
    community: Community, places: Iterable[Place], duties: frozenset[tuple[str, object]]
) -> dict[str, frozenset[object]]:
    """Who holds a duty in each place or below it."""
    return {
        place.code: frozenset(
            who for code, who in duties if covers(place.code, code, community=community)
        )
        for place in places
    }


def _has_strays(community: Community, places: Iterable[Place]) -> bool:
    """Whether any case lies in none of the places, as in one that is retired; whoever asks, of
    whatever month, so that no filter shows what another hides."""
    cases = Matter.objects.filter(community=community, kind="case")
    ranges = [below(place, community, field="place_code") for place in places]
    return cases.exclude(reduce(or_, ranges, Q(pk__in=[]))).exists()
