"""The report form: what and where, a photo and a few words, and what was reported there before."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from linli.apps.cases.procedure import CASE
from linli.apps.cases.selectors.catalogue import list_choosable_categories
from linli.apps.cases.selectors.duplicates import list_known_already
from linli.apps.cases.selectors.nearby import list_nearby
from linli.apps.cases.selectors.suggestions import Asked, Suggestion, suggest_categories
from linli.apps.cases.selectors.whereabouts import find_place
from linli.core.matters.definition import Field, Procedure
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.inputs import clean_input
from linli.core.matters.models import Matter
from linli.core.matters.services import open_matter
from linli.core.matters.services.idempotency import find_replay, request_digest
from linli.core.pages.forms import KEY_FIELD, make_form, read_values
from linli.core.pages.http.pages.receipts import keep_new_receipt
from linli.core.pages.http.requests import UNPROCESSABLE, acting, refuse
from linli.core.pages.http.sent import read_sent
from linli.core.pages.messages import say_refusal
from linli.core.pages.rows import Row, make_rows
from linli.ground.calendars.public import get_calendar
from linli.ground.places.models import Place

LONGEST_ASKED = 2000
ONLY_ANONYMOUS = {"contact_name", "contact_phone"}
WHERE = ("category", "place", "coordinates", "spot")
# Sent by whoever has been shown what was reported there before, and what reads like his words.
NEARBY, ALIKE = "nearby", "alike"
SEEN = "seen"
# The button that asks which category the words are about.
FIND = "find"


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked in a few words, and the categories that they are about."""

    words: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What to show before a report is sent: what lies there, or, alike, what reads like it."""

    rows: list[Row]
    is_alike: bool = False


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The report form; sent, the receipt, or first what was reported there before."""
    if request.method == "GET":
        chosen = {name: request.GET[name] for name in ("place", "category") if name in request.GET}
        return _form(request, chosen)
    values, refused = read_sent(request, list_asked(request, CASE))
    if FIND in request.POST:
        found = _suggest(request)
        return _form(request, {"words": found.words, **values}, found=found)
    try:
        if refused:
            raise refused
        if not _is_sent_again(request, values):
            before = _before_sending(request)
            if before.rows:
                return _form(request, values, before=before)
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
    place, matters = _nearby(request)
    rows = _rows(request, matters)
    return render(request, "cases/nearby.html", {"place": place, "rows": rows})


@require_POST
def show_suggestions(request: HttpRequest) -> HttpResponse:
    """A part of the form: the categories that the words are about."""
    return render(request, "cases/found_categories.html", {"found": _suggest(request)})


def _suggest(request: HttpRequest) -> Found:
    """The categories that the words speak for, the most probable first; the words themselves."""
    words = request.POST.get("few_words", "").strip()[:LONGEST_ASKED]
    community = acting(request).community
    categories = list_choosable_categories(community)
    asked = Asked(words, community, at=timezone.now())
    return Found(words, tuple(suggest_categories(categories, asked)) if words else ())


def _is_sent_again(request: HttpRequest, values: dict[str, Any]) -> bool:
    """Whether this was reported already, which then lies nearby: his own report is nobody's to join,
    and without a session nothing else tells that it is his."""
    key, digest = request.POST.get(KEY_FIELD, ""), request_digest(f"{CASE.kind}/", values)
    return find_replay(acting(request), key, digest) is not None


def _before_sending(request: HttpRequest) -> Before:
    """What was reported there before, or reads like these words, as far as it was not shown yet."""
    place, nearby = _nearby(request)
    if request.POST.get(NEARBY) != SEEN and nearby:
        return Before(_rows(request, nearby))
    if request.POST.get(ALIKE) == SEEN or place is None:
        return Before([])
    known = list_known_already(
        acting(request),
        words=request.POST.get("words", "")[:LONGEST_ASKED],
        place=place,
        now=timezone.now(),
        left_out=nearby,
    )
    return Before(_rows(request, known), is_alike=True)


def _rows(request: HttpRequest, matters: list[Matter]) -> list[Row]:
    if not matters:
        return []
    community = acting(request).community
    return make_rows(matters, calendar=get_calendar(community), now=timezone.now())


def _nearby(request: HttpRequest) -> tuple[Place | None, list[Matter]]:
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
    return place, list_nearby(user, category=category, place_code=place.code, now=now)


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
    before: Before | None = None,
    found: Found | None = None,
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
        "rows": before.rows if before else [],
        "is_alike": before is not None and before.is_alike,
        "found": found,
        "seen": [
            name
            for name, shown in (
                (NEARBY, before is not None),
                (ALIKE, bool(before and before.is_alike)),
            )
            if shown or request.POST.get(name) == SEEN
        ],
    }
    return render(request, "cases/report.html", context, status=UNPROCESSABLE if refused else 200)
