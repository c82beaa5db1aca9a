"""Reading the tree.  Retired places are found by code and left out of every list."""

from functools import cache

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from linli.ground.communities.models import Community
from linli.ground.places.codes import CodeSystem, ancestor_codes, code_range, kind_rule, read_system
from linli.ground.places.errors import UnknownPlaceError
from linli.ground.places.models import Place
from linli.ground.profiles.loader import read_part


def get_code_system(community: Community) -> CodeSystem:
    """Kinds and codes of the community's profile."""
    return _load_system(community.profile)


@cache
def _load_system(profile: str) -> CodeSystem:
    return read_system(read_part(profile, "places"))


def get_kind_label(place: Place) -> str:
    """What places of this kind are called, in the language in use."""
    return gettext(kind_rule(get_code_system(place.community), place.kind).label)


def get_place(community: Community, code: str) -> Place:
    """The place of that code, retired or not.  Raises UnknownPlaceError."""
    place = _list_places(community).filter(code=code).first()
    if place is None:
        raise UnknownPlaceError(code)
    return place


def list_children(place: Place) -> QuerySet[Place]:
    """The places in use directly below, by code."""
    return _list_live(place.community).filter(parent=place)


def list_places(community: Community) -> QuerySet[Place]:
    """All places in use, each after the one that it lies in."""
    return _list_live(community).defer("boundary")


def list_grids(community: Community) -> QuerySet[Place]:
    """The grids in use, by code."""
    return _list_live(community).filter(kind=get_code_system(community).grid)


def list_ancestors(place: Place) -> list[Place]:
    """The places above, top first, in one query."""
    codes = ancestor_codes(get_code_system(place.community), place.code)
    return list(_list_places(place.community).filter(code__in=codes))


def get_neighbourhood_of(place: Place) -> Place | None:
    """The neighbourhood that the place is or lies in; None above neighbourhoods."""
    system = get_code_system(place.community)
    codes = [*ancestor_codes(system, place.code), place.code]
    return (
        _list_places(place.community)
        .filter(code__in=codes, kind=system.neighbourhood)
        .order_by("-code")
        .first()
    )


def get_top_place(community: Community) -> Place:
    """The place that holds all others; of several without a parent the one with the smallest code.

    Raises UnknownPlaceError while the community has no places.
    """
    place = _list_live(community).filter(parent=None).first()
    if place is None:
        raise UnknownPlaceError(community.slug)
    return place


def list_codes_above(community: Community, code: str) -> list[str]:
    """The code itself and the codes above it, nearest first; no query.

    Raises CodeError on a malformed code.
    """
    return [code, *reversed(ancestor_codes(get_code_system(community), code))]


def covers(area_code: str, code: str, *, community: Community) -> bool:
    """Whether the second place is the first or lies below it; no query."""
    low, high = code_range(get_code_system(community), area_code)
    return low <= code < high


def below(place_or_code: Place | str, community: Community, *, field: str = "place__code") -> Q:
    """Rows whose place is the given one or lies below it: one range of an ordered index.

    `field` is a `CodeField`, of the filtered table or of the place that it refers to; only such a
    field is compared byte by byte.  Raises CodeError on a malformed code.
    """
    code = place_or_code.code if isinstance(place_or_code, Place) else place_or_code
    low, high = code_range(get_code_system(community), code)
    return Q((f"{field}__gte", low), (f"{field}__lt", high))


def _list_places(community: Community) -> QuerySet[Place]:
    return Place.objects.filter(community=community).select_related("community").order_by("code")


def _list_live(community: Community) -> QuerySet[Place]:
    return _list_places(community).filter(retired_on=None)
