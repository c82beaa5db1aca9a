"""Limits of promises: what holds, its history, and what a change would do before it is made."""

import re
import unicodedata
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods

from linli.apps.administration.http.pages.questions import Question, ask
from linli.apps.administration.services import preview_limit, set_limit
from linli.apps.administration.services.limits import LimitChange, LimitPreview
from linli.apps.cases.public import list_categories
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.models import ProcedureVersion
from linli.core.matters.registry import list_registrations
from linli.core.matters.versions import current_version
from linli.core.pages.clocks import say_limit
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import UNPROCESSABLE, acting
from linli.ground.calendars.errors import LimitError
from linli.ground.calendars.public import Limit
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind

NAMES = ("promise", "category", "limit", "unit")
HISTORY = 30
VERSION = re.compile(r"[0-9]{1,9}")


@require_http_methods(["GET", "POST"])
@for_duties(DutyKind.ADMINISTRATOR)
def edit_limits(request: HttpRequest) -> HttpResponse:
    """The limits in force; a change is shown first, and made when it is confirmed."""
    user = acting(request)
    given = {name: request.POST.get(name, "")[:80] for name in NAMES}
    if request.method == "GET":
        given["unit"] = "wd"
    preview, refused = None, None
    if request.method == "POST":
        change = _read(request, given)
        try:
            if request.POST.get("confirmed") == "yes":
                set_limit(change, acting_user=user, now=timezone.now())
                return redirect("administration-limits")
            preview = preview_limit(change, acting_user=user, now=timezone.now())
        except InputRefusedError as error:
            refused = error
    context = {
        "questions": ask(_questions(user.community), given=given, refused=refused),
        "given": given,
        "preview": _in_words(preview) if preview else None,
        "limits": _list_limits(user.community),
        "versions": _list_versions(user.community),
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "administration/limits.html", context, status=status)


def _read(request: HttpRequest, given: dict[str, str]) -> LimitChange:
    kind, _dot, promise = given["promise"].partition(".")
    version = request.POST.get("version", "")
    return LimitChange(
        kind=kind,
        promise=promise,
        category=given["category"],
        limit=_join(given["limit"], given["unit"]),
        version=int(version) if VERSION.fullmatch(version) else 0,
    )


def _join(amount: str, unit: str) -> str:
    """5wd of "5" and "wd", of digits in full width too; nothing where no number was given."""
    plain = unicodedata.normalize("NFKC", amount).strip()
    return plain + unit if plain else ""


def _in_words(preview: LimitPreview) -> dict[str, object]:
    return {
        "before": _say(preview.before),
        "after": _say(preview.after),
        "moved": [(each.category, _say(each.before), _say(each.after)) for each in preview.moved],
        "kept": [(each.category, _say(each.before)) for each in preview.kept],
        "under_way": preview.under_way,
        "version": preview.version,
    }


def _say(limit: str) -> str:
    try:
        return say_limit(Limit.parse(limit))
    except LimitError:
        return limit


def _questions(community: Community) -> list[Question]:
    promises = [
        (
            f"{each.procedure.kind}.{promise.name}",
            f"{gettext(each.procedure.label)}: {gettext(promise.label)}",
        )
        for each in list_registrations()
        for promise in each.procedure.promises
    ]
    categories = [("", gettext("All"))] + [
        (row.code, row.name) for row in list_categories(community)
    ]
    units = [
        ("wd", gettext("working days")),
        ("wh", gettext("working hours")),
        ("cd", gettext("days, holidays included")),
        ("nh", gettext("hours, day and night")),
    ]
    return [
        Question("promise", _("Promise"), kind="choice", choices=promises),
        Question("category", _("Category"), kind="choice", choices=categories, required=False),
        Question(
            "limit",
            _("Limit"),
            hint=_(
                "A number, such as 5. Left empty, the category has none of its own, and that above it holds."
            ),
            required=False,
        ),
        Question("unit", _("Counted in"), kind="choice", choices=units, required=False),
    ]


def _list_versions(community: Community) -> list[tuple[str, ProcedureVersion]]:
    label_by_kind = {each.procedure.kind: each.procedure.label for each in list_registrations()}
    rows = ProcedureVersion.objects.filter(community=community).select_related("created_by")
    return [
        (gettext(label_by_kind.get(row.kind, row.kind)), row)
        for row in rows.order_by("-created_at", "kind")[:HISTORY]
    ]


def _list_limits(community: Community) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for each in list_registrations():
        rules = current_version(community, each.procedure.kind, now=timezone.now()).rules
        found.append(
            {
                "label": gettext(each.procedure.label),
                "promises": [
                    (gettext(promise.label), _say(rules["promises"][promise.name]))
                    for promise in each.procedure.promises
                ],
                "categories": [
                    (
                        row.name,
                        ", ".join(
                            f"{gettext(each.procedure.promise_by_name[name].label)} {_say(limit)}"
                            for name, limit in rules["subjects"][row.code].items()
                        ),
                    )
                    for row in list_categories(community)
                    if row.code in rules.get("subjects", {})
                ],
            }
        )
    return found
