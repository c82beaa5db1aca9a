"""The dispatch catalogue: what goes where, by category, place and hour, with its history."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from linli.apps.cases.selectors.catalogue import list_categories
from linli.apps.cases.selectors.dispatch_catalogue import list_entries
from linli.apps.cases.services.dispatch_catalogue import LAST_HOUR, add_entry, end_entry
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.registry import get_options
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import UNPROCESSABLE, acting, refuse
from linli.core.pages.messages import say_field_error
from linli.ground.parties.enums import DutyKind
from linli.ground.places.selectors import list_places

NAMES = ("category", "place", "organisation", "from_hour", "to_hour")
HISTORY = 50


@require_http_methods(["GET", "POST"])
@for_duties(DutyKind.DISPATCHER, DutyKind.ADMINISTRATOR)
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """Lines in force, the form for another, and lines that have ended."""
    user = acting(request)
    if request.method == "GET":
        return _page(request, {"from_hour": "0", "to_hour": str(LAST_HOUR)})
    given = {name: request.POST.get(name, "")[:120] for name in NAMES}
    try:
        add_entry(
            category=given["category"],
            place=given["place"],
            organisation=given["organisation"],
            from_hour=_hour(given["from_hour"]),
            to_hour=_hour(given["to_hour"]),
            acting_user=user,
            now=timezone.now(),
        )
    except InputRefusedError as error:
        return _page(request, given, error)
    except MattersError as error:
        return refuse(request, None, error.code)
    return redirect("dispatch-catalogue")


@require_POST
def end_catalogue_entry(request: HttpRequest, key: str) -> HttpResponse:
    """Ends a line; it stays in the history."""
    try:
        end_entry(UUID(key), acting_user=acting(request), now=timezone.now())
    except ValueError as error:
        raise Http404(key) from error
    except MattersError as error:
        return refuse(request, None, error.code)
    return redirect("dispatch-catalogue")


def _hour(text: str) -> int:
    """-1, which is no hour, for what is no number."""
    return int(text) if text.isdecimal() else -1


def _page(
    request: HttpRequest, given: dict[str, str], refused: InputRefusedError | None = None
) -> HttpResponse:
    community = acting(request).community
    errors = refused.errors if refused else {}
    context: dict[str, Any] = {
        "entries": list_entries(community),
        "ended": list_entries(community, ended=True)[:HISTORY],
        "usual": [row for row in list_categories(community) if row.organisation],
        "categories": list_categories(community),
        "places": list_places(community),
        "organisations": get_options("organisations")(community),
        "hours": range(LAST_HOUR + 1),
        "given": given,
        "errors": {name: say_field_error(code) for name, code in errors.items()},
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "cases/dispatch_catalogue.html", context, status=status)
