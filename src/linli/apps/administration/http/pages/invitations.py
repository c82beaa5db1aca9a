"""The page that an invitation's link opens, and the end of one by an administrator."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linli.apps.administration.http.pages.questions import Question, ask
from linli.apps.administration.services.invitations import (
    accept_invitation,
    find_invitation,
    has_joined_by,
    withdraw_invitation,
)
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.pages.http.requests import UNPROCESSABLE, acting, refuse

NAME = Question(
    "name", _("Your name"), hint=_("As colleagues and offices call you, such as Mr Ma.")
)


@never_cache
@require_http_methods(["GET", "POST"])
def open_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Who invites to what; sent by somebody who is signed in, the duty is his."""
    user, now = acting(request), timezone.now()
    invitation = find_invitation(user.community, secret, now=now)
    if invitation is None:
        return _ended(request, secret)
    given = {"name": user.account.display_name if user.account else ""}
    refused = None
    if request.method == "POST":
        given = {"name": request.POST.get("name", "")[:200]}
        try:
            duty = accept_invitation(secret, name=given["name"], acting_user=user, now=now)
        except InputRefusedError as error:
            refused = error
        except MattersError as error:
            return refuse(request, None, error.code)
        else:
            if duty is None:
                return _ended(request, secret)
            said = gettext("Welcome. What waits for %(organisation)s is in your inbox.")
            messages.success(request, said % {"organisation": invitation.organisation.name})
            return redirect("/desk")
    context = {
        "invitation": invitation,
        "signed_in": user.account is not None,
        "questions": ask([NAME], given=given, refused=refused),
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "administration/invitation.html", context, status=status)


@require_POST
def end_invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Ends one of the links that the page of duties lists."""
    try:
        withdraw_invitation(UUID(key), acting_user=acting(request), now=timezone.now())
    except ValueError as error:
        raise Http404(key) from error
    except MattersError as error:
        return refuse(request, None, error.code)
    messages.success(request, gettext("Withdrawn."))
    return redirect("administration-duties")


def _ended(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever joined by it goes to his desk, by a second tap too; all others read what to do,
    whether it was ever open or not."""
    if has_joined_by(secret, acting(request)):
        return redirect("/desk")
    return render(request, "administration/invitation_ended.html", status=404)
