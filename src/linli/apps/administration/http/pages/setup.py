"""The first visit: whoever runs the machine founds the community in the browser."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods

from linli.apps.administration.http.pages.questions import Question, ask
from linli.apps.administration.services import Founding, found_community, read_founding
from linli.apps.administration.services.first_visit import fits, is_open, using_setup_code
from linli.apps.administration.services.ground import LONGEST_NAME, is_community_name
from linli.core.matters.errors import InputRefusedError
from linli.ground.accounts.errors import AccountsError
from linli.ground.accounts.public import Account, begin_session
from linli.ground.places.errors import TerritoryRefusedError
from linli.ground.privacy.errors import ContactError

UNPROCESSABLE = 422
QUESTIONS = (
    Question(
        "code",
        _("Set-up code"),
        hint=_("It stands in the terminal in which Linli was started: eight digits."),
    ),
    Question("name", _("Name of the community"), hint=_("Such as the name of the street.")),
    Question(
        "place_code",
        _("Code of its top place"),
        hint=_("The official code if you know it. The proposal belongs to no real place."),
    ),
    Question("administrator", _("Your name")),
    Question(
        "contact",
        _("Your mobile number or mail address"),
        hint=_("With it you sign in later: you get a code, there is no password."),
    ),
)


@require_http_methods(["GET", "POST"])
def first_visit(request: HttpRequest) -> HttpResponse:
    """The form that founds the first community; sent, its administration."""
    if not is_open():
        raise Http404
    if request.method == "GET":
        return _form(request, {"place_code": read_founding()["place_code"]})
    given = {each.name: request.POST.get(each.name, "").strip()[:200] for each in QUESTIONS}
    try:
        account = _found(given)
    except InputRefusedError as error:
        return _form(request, given, error)
    request.community = account.community  # type: ignore[attr-defined]
    begin_session(request, account)
    return redirect("administration")


def _found(given: dict[str, str]) -> Account:
    errors = {each.name: "required" for each in QUESTIONS if not given[each.name]}
    if not errors and not fits(given["code"]):
        errors["code"] = "setup_code"
    if not errors and not is_community_name(given["name"]):
        errors["name"] = "too_long" if len(given["name"]) > LONGEST_NAME else "not_a_text"
    if errors:
        raise InputRefusedError(errors)
    try:
        with using_setup_code() as is_ours:
            if not is_ours:
                raise Http404
            founding = {name: given[name] for name in given if name != "code"}
            return found_community(Founding(**founding))
    except TerritoryRefusedError as error:
        raise InputRefusedError({"place_code": "place_code"}) from error
    except ContactError as error:
        raise InputRefusedError({"contact": error.code}) from error
    except AccountsError as error:
        raise InputRefusedError({"administrator": error.code}) from error


def _form(
    request: HttpRequest, given: dict[str, str], refused: InputRefusedError | None = None
) -> HttpResponse:
    context = {
        "questions": ask(QUESTIONS, given=given, refused=refused),
        "public_url": settings.LINLI_PUBLIC_URL,
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "administration/setup.html", context, status=status)
