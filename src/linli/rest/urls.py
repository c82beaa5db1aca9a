"""Addresses of the JSON API."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from linli.rest.api import api, render_openapi
from linli.rest.refusals import refuse

View = Callable[..., HttpResponse]
NOT_ALLOWED = 405
# The root, which answers nothing but a page that there is no such page.
NINJAS_OWN = "api-root"


def at_edge(view: View) -> View:
    """The view, never kept by a cache, and answering in JSON to a method that it does not know."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == NOT_ALLOWED:
            response = refuse("method_not_allowed", headers={"Allow": response["Allow"]})
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answering


@require_safe
def show_openapi(_request: HttpRequest) -> HttpResponse:
    """The description of the API, the same for everybody."""
    headers = {"Cache-Control": "public, max-age=3600"}
    return HttpResponse(render_openapi(), content_type="application/json", headers=headers)


@csrf_exempt
def unknown(_request: HttpRequest) -> HttpResponse:
    """Whatever no operation answers to."""
    return refuse("not_found")


def list_patterns() -> list[URLPattern]:
    """The API's own addresses at the edge, and behind them everything else."""
    patterns, _, _ = api.urls
    return [
        URLPattern(each.pattern, at_edge(each.callback), each.default_args, each.name)
        for each in patterns
        if isinstance(each, URLPattern) and each.name != NINJAS_OWN
    ]


urlpatterns = [
    path("openapi.json", at_edge(show_openapi)),
    path("", (list_patterns(), "ninja", api.urls_namespace)),
    re_path(r"^.*$", at_edge(unknown)),
]
