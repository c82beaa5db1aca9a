"""Pages for what is not there, not allowed, or broken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from linli.ground.communities.selectors import NoCommunityError

NOT_FOUND, FORBIDDEN, BROKEN, UNAVAILABLE = 404, 403, 500, 503


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here, or nothing that this user may see, or no community yet."""
    if getattr(exception, "code", "") == NoCommunityError.code:
        return HttpResponse(render_to_string("site/no_community.html"), status=UNAVAILABLE)
    return render(request, "site/not_found.html", status=NOT_FOUND)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form from another session."""
    return render(request, "site/form_expired.html", status=FORBIDDEN)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - nothing may be asked of it
    """Our fault; the page must not need anything that might be broken too."""
    return HttpResponse(render_to_string("site/broken.html"), status=BROKEN)
