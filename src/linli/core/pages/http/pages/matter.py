"""The page of a matter, and the reporter's contact data on request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from linli.core.matters.errors import MattersError
from linli.core.matters.services import disclose_reporter
from linli.core.pages.http.requests import acting, fetch, refuse
from linli.core.pages.matter_view import make_matter_view


@require_safe
def show_matter(request: HttpRequest, number: str) -> HttpResponse:
    """One matter: state, clocks, what happened, what one may do."""
    matter = fetch(request, number)
    view = make_matter_view(matter, user=acting(request), now=timezone.now())
    return render(request, "pages/matter.html", {"view": view, "matter": matter})


@require_POST
def show_contact(request: HttpRequest, number: str) -> HttpResponse:
    """The reporter's contact data, which leaves an entry that he can read."""
    matter = fetch(request, number)
    try:
        contact = disclose_reporter(matter, acting_user=acting(request), now=timezone.now())
    except MattersError as error:
        return refuse(request, matter, error.code)
    response = render(request, "pages/contact.html", {"matter": matter, "contact": contact})
    response["Cache-Control"] = "no-store"
    return response
