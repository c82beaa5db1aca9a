"""The report form: what and where, a photo and a few words, and what was reported there before."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from linli.apps.cases.procedure import CASE
from linli.apps.cases.selectors.nearby import list_nearby
from linli.apps.cases.selectors.whereabouts import find_place
from linli.core.matters.definition import Field, Procedure
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.inputs import clean_input
from linli.core.matters.services import open_matter
from linli.core.pages.forms import KEY_FIELD, make_form, read_values
from linli.core.pages.http.pages.receipts import keep_new_receipt
from linli.core.pages.http.requests import UNPROCESSABLE, acting, refuse
from linli.core.pages.http.sent import read_sent
from linli.core.pages.messages import say_refusal
from linli.core.pages.rows import Row, make_rows
from linli.ground.calendars.public import get_calendar
from linli.ground.places.models import Place

ONLY_ANONYMOUS = {"contact_name", "contact_phone"}
WHERE = ("category", "place", "coordinates", "spot")
# Sent by whoever has been shown what was reported there before.
NEARBY = "nearby"
SEEN = "seen"


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The report form; sent, the receipt, or first what was reported there before."""
    if request.method == "GET":
        chosen = {name: request.GET[name] for name in ("place", "category") if name in request.GET}
        return _form(request, chosen)
    values, refused = read_sent(request, list_asked(request, CASE))
    try:
        if refused:
            raise refused
        if request.POST.get(NEARBY) != SEEN and (rows := _nearby(request)[1]):
            return _form(request, values, rows=rows)
        outcome = open_matter(
            CASE.kind,
            acting_user=acting(request),
            values=values,
            idempotency_key=request.POST.get(KEY_FIELD, ""),
        )
    except InputRefusedError as error:
        return _form(request, values, error)
    except MattersError as error:
        return refuse(request, None, error.code)
    keep_new_receipt(request, outcome, is_own="on_behalf" not in values)
    return redirect("receipt-new")


@require_POST
def show_nearby(request: HttpRequest) -> HttpResponse:
    """A part of the form: the place in words, and what was reported there before."""
    place, rows = _nearby(request)
    return render(request, "cases/nearby.html", {"place": place, "rows": rows})


def _nearby(request: HttpRequest) -> tuple[Place | None, list[Row]]:
    """None and nothing for answers that name no place; the form itself says what is wrong."""
    user, now = acting(request), timezone.now()
    fields = [field for field in CASE.opening.fields if field.name in WHERE[1:]]
    try:
        clean = clean_input(
            tuple(fields), read_values(fields, request.POST), community=user.community
        )
    except InputRefusedError:
        return None, []
    place = find_place(
        user.community,
        spot=clean.values.get("coordinates"),
        code=clean.text("place"),
        address=clean.text("spot"),
    )
    category = request.POST.get("category", "")
    if place is None or not category or not category.isprintable():
        return place, []
    matters = list_nearby(user, category=category, place_code=place.code, now=now)
    return place, make_rows(matters, calendar=get_calendar(user.community), now=now)


def list_asked(request: HttpRequest, procedure: Procedure) -> tuple[Field, ...]:
    """What the opening asks this visitor: whoever is signed in left his contact with the account,
    and only those on duty enter something for others."""
    user = acting(request)
    left_out = set() if user.duties else {"on_behalf"}
    if user.account is not None and not user.duties:
        left_out |= ONLY_ANONYMOUS
    return tuple(field for field in procedure.opening.fields if field.name not in left_out)


def _form(
    request: HttpRequest,
    values: dict[str, Any],
    refused: InputRefusedError | None = None,
    rows: list[Row] | None = None,
) -> HttpResponse:
    form = make_form(
        list_asked(request, CASE),
        community=acting(request).community,
        values=values,
        errors=refused.errors if refused else None,
        about=refused.about if refused else None,
        error=say_refusal("invalid_input") if refused else "",
        key=request.POST.get(KEY_FIELD, ""),
    )
    fields = {field.name: field for field in form.fields}
    context = {
        "form": form,
        "what": fields["category"],
        "where": {name: fields[name] for name in WHERE[1:]},
        "rest": [field for field in form.fields if field.name not in WHERE],
        "rows": rows,
        "is_seen": bool(rows) or request.POST.get(NEARBY) == SEEN,
    }
    return render(request, "cases/report.html", context, status=UNPROCESSABLE if refused else 200)
