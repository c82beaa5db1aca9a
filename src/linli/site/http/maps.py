"""The map: its page, its data, its tiles."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from linli.apps.cases.public import list_categories
from linli.core.matters.registry import list_registrations
from linli.core.pages.http.pages.lists import rows_context
from linli.core.pages.http.requests import acting
from linli.ground.places.basemap.archive.reader import Archive
from linli.ground.places.selectors import (
    find_basemap,
    get_code_system,
    get_outlines,
    list_grids,
)
from linli.site.maps.filters import PERIODS, FilterError, MapFilters, read_filters
from linli.site.maps.geojson import make_matters, make_outlines
from linli.site.maps.legend import list_marks
from linli.site.maps.points import list_map_matters, list_points
from linli.site.maps.setup import make_setup

BAD_REQUEST, NO_CONTENT = 400, 204
VECTOR_TILE = "application/vnd.mapbox-vector-tile"
YEAR = 365 * 24 * 3600
FOR_EVER = f"public, max-age={YEAR}, immutable"
FOR_AN_HOUR = "public, max-age=3600"
FOR_A_MOMENT = "public, max-age=60"


@require_safe
def show_map(request: HttpRequest) -> HttpResponse:
    """The map with its filters, and a list that says the same."""
    user = acting(request)
    filters = _filters_of_page(request)
    context = rows_context(request, list_map_matters(user, filters)) | {
        "filters": filters,
        "procedures": [registration.procedure for registration in list_registrations()],
        "categories": list_categories(user.community),
        "grids": list_grids(user.community),
        "periods": PERIODS,
        "legend": list_marks(),
    }
    return render(request, "site/map.html", context)


@never_cache
@require_safe
def show_setup(request: HttpRequest) -> JsonResponse:
    """What a map on any page begins with."""
    return JsonResponse(make_setup(acting(request).community))


def _filters_of_page(request: HttpRequest) -> MapFilters:
    try:
        return read_filters(request.GET.dict(), community=acting(request).community)
    except FilterError as error:
        raise Http404(error.name) from error


@never_cache
@gzip_page
@require_safe
def show_matters(request: HttpRequest) -> JsonResponse:
    """The matters that this reader may see, as points; 400 names the filter that is none."""
    user = acting(request)
    try:
        filters = read_filters(request.GET.dict(), community=user.community)
    except FilterError as error:
        return JsonResponse({"code": "invalid_filter", "filter": error.name}, status=BAD_REQUEST)
    points = list_points(user, filters, now=timezone.now())
    return _geojson(make_matters(points))


@gzip_page
@require_safe
def show_outlines(request: HttpRequest) -> HttpResponseBase:
    """The outlines of all places in use, the same for everybody."""
    community = acting(request).community
    outlines = get_outlines(community)
    answer = get_conditional_response(request, etag=f'"{outlines.revision}"')
    if answer is None:
        innermost = get_code_system(community).grid
        answer = _geojson(make_outlines(outlines.by_code.values(), innermost=innermost))
    answer["ETag"] = f'"{outlines.revision}"'
    answer["Cache-Control"] = FOR_A_MOMENT
    return answer


@require_safe
def show_tile(request: HttpRequest, zoom: int, column: int, row: int) -> HttpResponseBase:
    """One tile of the basemap; with the archive's version in the address, to be kept for ever."""
    archive = find_basemap(request.community)  # type: ignore[attr-defined]
    if archive is None:
        raise Http404("no basemap")
    etag = f'"{archive.version}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = _tile(archive, zoom, column, row)
    answer["ETag"] = etag
    is_current = request.GET.get("v") == archive.version
    answer["Cache-Control"] = FOR_EVER if is_current else FOR_AN_HOUR
    return answer


def _tile(archive: Archive, zoom: int, column: int, row: int) -> HttpResponse:
    """As it lies in the archive, packed: every browser that can show a map unpacks it."""
    data = archive.get_tile(zoom, column, row)
    if data is None:
        return HttpResponse(status=NO_CONTENT, content_type=VECTOR_TILE)
    response = HttpResponse(data, content_type=VECTOR_TILE)
    response["Content-Encoding"] = "gzip"
    return response


def _geojson(collection: dict[str, Any]) -> JsonResponse:
    return JsonResponse(
        collection,
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )
