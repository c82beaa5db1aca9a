"""The first hour: what is set up, what is missing, and where to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.apps.administration.http.pages.questions import Question, ask
from linli.apps.administration.selectors import get_standing, list_changes
from linli.apps.administration.services import change_community, take_territory
from linli.core.matters.errors import InputRefusedError
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import UNPROCESSABLE, acting
from linli.core.pages.messages import say_field_error
from linli.ground.parties.enums import DutyKind
from linli.ground.places.errors import TerritoryRefusedError
from linli.ground.places.selectors import list_places

COMMUNITY = (
    Question("name", _("Name of the community")),
    Question(
        "phone",
        _("Public telephone number"),
        hint=_("Shown on every page, for whoever has no phone or computer of his own."),
        required=False,
    ),
)
HISTORY = 100
LARGEST = 20_000_000


@require_safe
@for_duties(DutyKind.ADMINISTRATOR)
def show_administration(request: HttpRequest) -> HttpResponse:
    """How far the set-up is, with the next thing to do."""
    user = acting(request)
    context = {
        "standing": get_standing(user, now=timezone.now()),
        "changes": list_changes(user.community)[:HISTORY],
    }
    return render(request, "administration/overview.html", context)


@require_http_methods(["GET", "POST"])
@for_duties(DutyKind.ADMINISTRATOR)
def edit_community(request: HttpRequest) -> HttpResponse:
    """Name and telephone number."""
    user = acting(request)
    given = {"name": user.community.name, "phone": user.community.phone}
    refused = None
    if request.method == "POST":
        given = {each.name: request.POST.get(each.name, "")[:200] for each in COMMUNITY}
        try:
            change_community(
                name=given["name"], phone=given["phone"], acting_user=user, now=timezone.now()
            )
        except InputRefusedError as error:
            refused = error
        else:
            return redirect("administration")
    context = {"questions": ask(COMMUNITY, given=given, refused=refused)}
    status = UNPROCESSABLE if refused else 200
    return render(request, "administration/community.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_duties(DutyKind.ADMINISTRATOR)
def edit_places(request: HttpRequest) -> HttpResponse:
    """The places there are, and a GeoJSON file that makes or changes them."""
    user = acting(request)
    problems: list[str] = []
    if request.method == "POST":
        file = request.FILES.get("file")
        raw = file.read(LARGEST + 1) if file else b""
        try:
            take_territory(raw, acting_user=user, now=timezone.now())
        except TerritoryRefusedError as error:
            problems = str(error).split("\n")
        except InputRefusedError as error:
            problems = [say_field_error(error.errors["file"], error.about.get("file", ""))]
        else:
            return redirect("administration-places")
    context = {"places": list_places(user.community), "problems": problems}
    status = UNPROCESSABLE if problems else 200
    return render(request, "administration/places.html", context, status=status)
