"""Which cases a map shows at their own spot; all others stand for their grid alone."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Q

from linli.apps.cases.enums import CaseState
from linli.apps.cases.models import Case, Category
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter
from linli.ground.communities.models import Community
from linli.ground.places.selectors import get_code_system

Spot = tuple[int, int]
"""Latitude and longitude, in millionths of a degree."""

CELL = 100
"""Spots are shown as the middles of cells of a ten-thousandth of a degree, about ten metres."""
CONFIRMED = (
    CaseState.ACCEPTED,
    CaseState.DISPATCHED,
    CaseState.HANDLING,
    CaseState.HANDLED,
    CaseState.VERIFIED,
    CaseState.CLOSED,
)


def is_shown_at_spot(community: Community) -> Q:
    """Condition on matters: the spot is nobody's home, as far as anybody can tell.

    The category is of public space alone, now and when a dispatcher confirmed it: before, it is
    what the resident made of it.  The place is a grid and no building.  Where the matter is for few, or
    the reporter asked to stay hidden, the spot could tell who he is.
    """
    return Q(
        place__kind=get_code_system(community).grid,
        case__in_public_space=True,
        case__category__public_space=True,
        case__latitude__isnull=False,
        case__longitude__isnull=False,
        privacy=Privacy.PUBLIC,
        reporter_hidden=False,
        state__in=CONFIRMED,
    )


def has_spot_within(south: int, west: int, north: int, east: int) -> Q:
    """Condition on matters that are shown at their spot: what is shown lies in the box, to the
    very border, so that no box tells more of a spot than the map does."""
    low_y, high_y = _cells(south, north)
    low_x, high_x = _cells(west, east)
    return Q(
        case__latitude__gte=low_y * CELL,
        case__latitude__lt=(high_y + 1) * CELL,
        case__longitude__gte=low_x * CELL,
        case__longitude__lt=(high_x + 1) * CELL,
    )


def list_shown_spots(community: Community, matters: Sequence[Matter]) -> Mapping[UUID, Spot]:
    """The spots of those matters that are shown there, rounded; one query."""
    shown = Case.objects.filter(
        matter__in=Matter.objects.filter(
            is_shown_at_spot(community), pk__in=[matter.pk for matter in matters]
        )
    ).values_list("matter_id", "latitude", "longitude")
    return {
        key: (_middle(latitude), _middle(longitude))
        for key, latitude, longitude in shown
        if latitude is not None and longitude is not None
    }


def list_category_names(community: Community) -> Mapping[str, str]:
    """Names by code, those of categories no longer in use among them; one query."""
    return dict(Category.objects.filter(community=community).values_list("code", "name"))


def _middle(degree: int) -> int:
    return degree // CELL * CELL + CELL // 2


def _cells(low: int, high: int) -> tuple[int, int]:
    """First and last cell whose middle lies between the two."""
    return -((CELL // 2 - low) // CELL), (high - CELL // 2) // CELL
