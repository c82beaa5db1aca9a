"""Organisations and people on duty: lists, forms, files."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.apps.administration.http.pages.questions import Question, ask
from linli.apps.administration.services import (
    add_organisation,
    end_duty,
    give_duty,
    import_duties,
    import_organisations,
)
from linli.apps.administration.services.invitations import list_open_invitations
from linli.core.matters.acting import local_day
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import UNPROCESSABLE, acting, refuse
from linli.core.pages.messages import say_field_error
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind, Sector
from linli.ground.parties.models import Duty
from linli.ground.parties.selectors import (
    list_coming_duties,
    list_organisations,
    list_people_on_duty,
)
from linli.ground.places.selectors import list_places

LARGEST = 2_000_001
# So many lines are read without looking for one.
SHORT = 20


@require_http_methods(["GET", "POST"])
@for_duties(DutyKind.ADMINISTRATOR)
def edit_organisations(request: HttpRequest) -> HttpResponse:
    """The organisations, the form for another, and a file for many."""
    return _edit(
        request,
        name="organisations",
        questions=_organisation_questions(),
        add=add_organisation,
        add_many=import_organisations,
        shown={"organisations": list_organisations(acting(request).community)},
    )


@require_http_methods(["GET", "POST"])
@for_duties(DutyKind.ADMINISTRATOR)
def edit_duties(request: HttpRequest) -> HttpResponse:
    """Who is on which duty, the form for another, and a file for many."""
    community = acting(request).community
    sought = " ".join(request.GET.get("find", "")[:80].split())
    everybody = list(list_people_on_duty(community))
    return _edit(
        request,
        name="duties",
        questions=_duty_questions(community),
        add=give_duty,
        add_many=import_duties,
        shown={
            "duties": [duty for duty in everybody if _is_sought(duty, sought)],
            "searchable": len(everybody) > SHORT,
            "sought": sought,
            "coming": list_coming_duties(community),
            "today": local_day(community),
            "invitations": list_open_invitations(acting(request), now=timezone.now()),
        },
    )


@require_POST
def stop_duty(request: HttpRequest, key: str) -> HttpResponse:
    """Ends a duty today, or lets one that has not begun fall away."""
    try:
        end_duty(UUID(key), acting_user=acting(request), now=timezone.now())
    except ValueError as error:
        raise Http404(key) from error
    except InputRefusedError as error:
        messages.error(request, say_field_error(next(iter(error.errors.values()))))
    except MattersError as error:
        return refuse(request, None, error.code)
    return redirect("administration-duties")


def _is_sought(duty: Duty, sought: str) -> bool:
    shown = (
        duty.account.display_name,
        duty.get_kind_display(),
        duty.organisation.name,
        duty.place.name,
    )
    return any(sought.casefold() in each.casefold() for each in shown)


def _edit(
    request: HttpRequest,
    *,
    name: str,
    questions: Sequence[Question],
    add: Callable[..., Any],
    add_many: Callable[..., int],
    shown: dict[str, Any],
) -> HttpResponse:
    user = acting(request)
    given: dict[str, str] = {}
    refused = None
    if request.method == "POST":
        given = {each.name: request.POST.get(each.name, "")[:300] for each in questions}
        file = request.FILES.get("file")
        try:
            if file is not None:
                number = add_many(file.read(LARGEST), acting_user=user, now=timezone.now())
                said = ngettext(
                    "%(number)d line was taken.", "%(number)d lines were taken.", number
                )
                messages.success(request, said % {"number": number})
            else:
                add(given, acting_user=user, now=timezone.now())
                messages.success(request, gettext("Saved."))
        except InputRefusedError as error:
            refused = error
        else:
            return redirect(f"administration-{name}")
    file_question = Question("file", _("File (CSV)"), kind="file")
    context = shown | {
        "questions": ask(questions, given=given, refused=refused),
        "file": ask([file_question], given={}, refused=refused)[0],
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, f"administration/{name}.html", context, status=status)


def _organisation_questions() -> list[Question]:
    sectors = [(sector.value, str(sector.label)) for sector in Sector]
    return [
        Question("name", _("Name of the organisation")),
        Question(
            "slug",
            _("Short name in addresses"),
            hint=_("Small letters, digits and hyphens, such as water-company. It stays for ever."),
        ),
        Question("sector", _("Sector"), kind="choice", choices=sectors),
        Question("phone", _("Telephone number"), required=False),
    ]


def _duty_questions(community: Community) -> list[Question]:
    kinds = [(kind.value, str(kind.label)) for kind in DutyKind]
    organisations = [(row.slug, row.name) for row in list_organisations(community)]
    places = [(row.code, row.name) for row in list_places(community)]
    return [
        Question("name", _("Name of the person")),
        Question(
            "contact",
            _("Mobile number or mail address"),
            hint=_("With it the person signs in; whoever has an account already keeps it."),
        ),
        Question("kind", _("Duty"), kind="choice", choices=kinds),
        Question("organisation", _("Organisation"), kind="choice", choices=organisations),
        Question("place", _("Place"), kind="choice", choices=places),
        Question("from", _("First day"), kind="date", required=False),
        Question("until", _("Last day"), kind="date", required=False),
    ]
