"""Gives each request its community."""

import hashlib
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from linli.ground.communities.models import Community
from linli.ground.communities.selectors import get_community_for_host, normalise_host

CACHE_SECONDS = 10


class CommunityRequest(HttpRequest):
    """A request that came through CommunityMiddleware: the type for views."""

    community: Community


class CommunityMiddleware:
    """Sets `request.community`, looked up when it is first read.

    So `/healthz` and whatever else asks for no community works without any, and a page of an
    unknown host raises NoCommunityError where it first needs one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.community = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: get_cached_community(request.get_host())
        )
        return self.get_response(request)


def get_cached_community(host: str) -> Community:
    """The host's community, at most ten seconds old: one query a host, process and ten seconds.

    A failed look-up is not kept, so the first community shows at once.  Inside a transaction the
    cache is neither asked nor filled: what it shows may never be committed.
    """
    if connection.in_atomic_block:
        return get_community_for_host(host)
    key = f"community:{hashlib.sha256(normalise_host(host).encode()).hexdigest()}"
    community: Community | None = cache.get(key)
    if community is None:
        community = get_community_for_host(host)
        cache.set(key, community, CACHE_SECONDS)
    return community
