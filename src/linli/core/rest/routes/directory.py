"""Lists that a client needs to fill in forms: places, organisations, choices."""

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from linli.core.matters.errors import InputRefusedError
from linli.core.matters.registry import get_options
from linli.core.rest.answers import answer
from linli.core.rest.callers import acting
from linli.core.rest.fetching import check_printable
from linli.core.rest.operations import ANYBODY, reading
from linli.core.rest.paging import next_address
from linli.core.rest.schemas import Choices, OrganisationList, PlaceList
from linli.ground.parties.selectors import list_organisations
from linli.ground.places.codes import CodeError
from linli.ground.places.models import Place
from linli.ground.places.selectors import below

PLACES_AT_ONCE = 500
router = Router(tags=["directory"])
Filter = Annotated[str, Query(max_length=120)]


@router.get(
    "/places",
    response=reading(PlaceList),
    operation_id="list_places",
    summary="Places in use, by code",
    openapi_extra=ANYBODY,
)
def list_places(
    request: HttpRequest, kind: Filter = "", within: Filter = "", after: Filter = ""
) -> HttpResponse:
    """Filters: kind, such as `grid`; `within`, a place with all below it.  Follow `next`."""
    check_printable({"kind": kind, "within": within, "after": after})
    community = acting(request).community
    places = Place.objects.filter(community=community, retired_on=None, code__gt=after)
    if kind:
        places = places.filter(kind=kind)
    try:
        places = places.filter(below(within, community, field="code")) if within else places
    except CodeError as error:
        raise InputRefusedError({"within": "not_a_choice"}) from error
    rows = list(
        places.order_by("code").values_list("code", "kind", "name", "parent__code")[
            : PLACES_AT_ONCE + 1
        ]
    )
    shown, more = rows[:PLACES_AT_ONCE], len(rows) > PLACES_AT_ONCE
    listed: PlaceList = {
        "items": [
            {"code": code, "kind": each, "name": name, "parent": parent}
            for code, each, name, parent in shown
        ],
        "next": next_address(request, after=shown[-1][0]) if more else None,
    }
    return answer(listed)


@router.get(
    "/organisations",
    response=reading(OrganisationList),
    operation_id="list_organisations",
    summary="Organisations that take part at present, by name",
    openapi_extra=ANYBODY,
)
def list_all_organisations(request: HttpRequest) -> HttpResponse:
    """With what they publish about how to reach them."""
    listed: OrganisationList = {
        "items": [
            {
                "slug": row.slug,
                "name": row.name,
                "sector": row.sector,
                "phone": row.phone,
                "address": row.address,
            }
            for row in list_organisations(acting(request).community)
        ]
    }
    return answer(listed)


@router.get(
    "/options/{name}",
    response=reading(Choices),
    operation_id="list_options",
    summary="A list that answers to a step are chosen from",
    openapi_extra=ANYBODY,
)
def list_choices(request: HttpRequest, name: str) -> HttpResponse:
    """The names of lists stand in the descriptions of the fields."""
    try:
        options = get_options(name)
    except KeyError as error:
        raise Http404(name) from error
    listed: Choices = {
        "items": [
            {"code": option.code, "label": option.label, "group": option.group}
            for option in options(acting(request).community)
        ]
    }
    return answer(listed)
