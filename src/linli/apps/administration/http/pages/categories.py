"""The catalogue's categories and the year's calendar."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods

from linli.apps.administration.http.pages.questions import Question, ask
from linli.apps.administration.services import add_category, set_category, take_notice
from linli.apps.cases.public import find_category, list_all_categories
from linli.core.matters.errors import InputRefusedError
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import UNPROCESSABLE, acting
from linli.ground.calendars.public import get_calendar, list_notices
from linli.ground.calendars.working_calendar import ALL_YEARS
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.selectors import list_organisations

CODE = Question(
    "code",
    _("Code of the category"),
    hint=_("Small letters, a dot between the levels, such as roads.lamp. It stays for ever."),
)
IN_USE = Question("is_active", _("In use: it can be reported"), kind="flag", required=False)
NOTICE = (
    Question("year", _("Year")),
    Question("source", _("Document that says so"), hint=_("Such as its title and number.")),
    Question(
        "holidays",
        _("Holidays"),
        kind="lines",
        hint=_("A day or a span a line, such as 2027-01-01/2027-01-03."),
    ),
    Question(
        "workdays",
        _("Days of rest on which one works"),
        kind="lines",
        hint=_("Make-up days, a day a line."),
        required=False,
    ),
)


@require_http_methods(["GET", "POST"])
@for_duties(DutyKind.ADMINISTRATOR)
def edit_categories(request: HttpRequest) -> HttpResponse:
    """The categories there are, and the form for another."""
    user = acting(request)
    questions = [CODE, *_questions(user.community)]
    given = _given(request, questions)
    refused = None
    if request.method == "POST":
        try:
            add_category(given, acting_user=user, now=timezone.now())
        except InputRefusedError as error:
            refused = error
        else:
            messages.success(request, gettext("Saved."))
            return redirect("administration-categories")
    context = {
        "categories": list_all_categories(user.community),
        "questions": ask(questions, given=given, refused=refused),
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "administration/categories.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_duties(DutyKind.ADMINISTRATOR)
def edit_category(request: HttpRequest, code: str) -> HttpResponse:
    """One category, to be changed or taken out of use."""
    user = acting(request)
    category = find_category(user.community, code)
    if category is None:
        raise Http404(code)
    questions = [*_questions(user.community), IN_USE]
    refused = None
    if request.method == "POST":
        given = _given(request, questions)
        try:
            set_category(code, given, acting_user=user, now=timezone.now())
        except InputRefusedError as error:
            refused = error
        else:
            messages.success(request, gettext("Saved."))
            return redirect("administration-categories")
    else:
        given = {
            "name": category.name,
            "words": "\n".join(category.words),
            "organisation": category.organisation.slug if category.organisation else "",
            "public_space": "on" if category.public_space else "",
            "restricted": "on" if category.restricted else "",
            "community_duty": "on" if category.community_duty else "",
            "is_active": "on" if category.is_active else "",
        }
    context = {"category": category, "questions": ask(questions, given=given, refused=refused)}
    status = UNPROCESSABLE if refused else 200
    return render(request, "administration/category.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_duties(DutyKind.ADMINISTRATOR)
def edit_calendar(request: HttpRequest) -> HttpResponse:
    """The years whose holidays are known, and a form for another year's notice."""
    user = acting(request)
    given = _given(request, NOTICE)
    refused = None
    if request.method == "POST":
        try:
            moved = take_notice(given, acting_user=user, now=timezone.now())
        except InputRefusedError as error:
            refused = error
        else:
            said = ngettext(
                "Saved. %(number)d promise has another due time.",
                "Saved. %(number)d promises have another due time.",
                moved,
            )
            messages.success(request, said % {"number": moved})
            return redirect("administration-calendar")
    years = get_calendar(user.community, max_age=0).published_years
    context: dict[str, Any] = {
        "questions": ask(NOTICE, given=given, refused=refused),
        "years": _spans(years) if len(years) < len(ALL_YEARS) else [gettext("all")],
        "notices": list_notices(user.community),
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "administration/calendar.html", context, status=status)


def _spans(years: Iterable[int]) -> list[str]:
    """Years that follow each other as one span."""
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return [f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans]


def _given(request: HttpRequest, questions: Sequence[Question]) -> dict[str, str]:
    return {each.name: request.POST.get(each.name, "")[:4000] for each in questions}


def _questions(community: Community) -> list[Question]:
    organisations = [("", gettext("None"))] + [
        (row.slug, row.name) for row in list_organisations(community)
    ]
    return [
        Question("name", _("Name of the category")),
        Question(
            "words",
            _("Words that speak for it"),
            kind="lines",
            hint=_("What residents write, a word or phrase a line. Suggestions begin with them."),
            required=False,
        ),
        Question(
            "organisation",
            _("Organisation that usually gets it"),
            kind="choice",
            choices=organisations,
            required=False,
        ),
        Question(
            "public_space",
            _("It never lies in a home: from now on the map may show the exact spot"),
            kind="flag",
            required=False,
        ),
        Question(
            "restricted",
            _("For the parties alone: nothing of it is public"),
            kind="flag",
            required=False,
        ),
        Question(
            "community_duty",
            _("It is on the list of duties that residents' bodies may be given"),
            kind="flag",
            required=False,
        ),
    ]
