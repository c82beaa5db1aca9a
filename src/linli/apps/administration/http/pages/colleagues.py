"""Colleagues: standing in, handing over, leaving, inviting."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from linli.apps.administration.services.colleagues import (
    end_managed_duty,
    hand_over,
    list_colleagues,
    list_managed_duties,
    outlasts_own,
    stand_in,
)
from linli.apps.administration.services.invitations import (
    list_inviting_duties,
    list_open_invitations,
    withdraw_invitation,
    write_invitation,
)
from linli.core.matters.acting import ActingUser, local_day
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import UNPROCESSABLE, acting, refuse
from linli.core.pages.messages import say_field_error
from linli.ground.parties.enums import DutyKind


@require_http_methods(["GET", "POST"])
@for_duties(DutyKind.OFFICER, DutyKind.HANDLER)
def show_colleagues(request: HttpRequest) -> HttpResponse:
    """The duties that one looks after; sent, what becomes of one of them."""
    user = acting(request)
    if request.method == "GET":
        return _page(request, user)
    try:
        said = _act(request, user)
    except InputRefusedError as error:
        return _page(request, user, error)
    except MattersError as error:
        return refuse(request, None, error.code)
    messages.success(request, said)
    return redirect("colleagues")


def _act(request: HttpRequest, user: ActingUser) -> str:
    posted, now = request.POST, timezone.now()
    if posted.get("what") == "link":
        secret = write_invitation(
            acting_user=user, now=now, duty_key=_key_if_any(posted.get("as", ""))
        )
        told = gettext(
            "Send this address to one person. It opens once, within seven days, and is not shown "
            "again: %(address)s"
        )
        return told % {"address": f"{settings.LINLI_PUBLIC_URL}/invitations/{secret}"}
    if posted.get("what") == "withdraw":
        withdraw_invitation(_key(posted.get("invitation", "")), acting_user=user, now=now)
        return gettext("Withdrawn.")
    if posted.get("what") == "end":
        duty = end_managed_duty(_key(posted.get("duty", "")), acting_user=user, now=now)
        return gettext("%(name)s's duty ends today.") % {"name": duty.account.display_name}
    key, colleague = _key(posted.get("duty", "")), _key(posted.get("colleague", ""))
    if posted.get("what") == "hand_over":
        duty = hand_over(key, colleague=colleague, acting_user=user, now=now)
        told = gettext("%(name)s has the duty from today on, with everything that waits.")
        return told % {"name": duty.account.display_name}
    duty = stand_in(
        key,
        colleague=colleague,
        starts=_day(posted.get("from", "")),
        ends=_day(posted.get("until", "")),
        acting_user=user,
        now=now,
    )
    told = gettext("%(name)s stands in until %(day)s.")
    return told % {"name": duty.account.display_name, "day": duty.ends_on}


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InputRefusedError({"colleague": "not_a_choice"}) from error


def _key_if_any(text: str) -> UUID | None:
    return _key(text) if text else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputRefusedError({"until": "duty_dates"}) from error


def _page(
    request: HttpRequest, user: ActingUser, refused: InputRefusedError | None = None
) -> HttpResponse:
    today, posted = local_day(user.community), request.POST
    wrong = say_field_error(next(iter(refused.errors.values()))) if refused else ""
    lines: list[dict[str, Any]] = [
        {
            "duty": duty,
            "colleagues": list_colleagues(duty, user),
            "is_own": duty.account == user.account,
            "ends_today": duty.ends_on == today,
            "outlasts": outlasts_own(duty, user),
            "error": wrong if posted.get("duty") == str(duty.pk) else "",
        }
        for duty in list_managed_duties(user)
    ]
    context = {
        "lines": lines,
        "invitations": list_open_invitations(user, now=timezone.now()),
        "inviting": list_inviting_duties(user),
        "given": {name: posted.get(name, "")[:40] for name in ("colleague", "from", "until")},
        "error": "" if any(line["error"] for line in lines) else wrong,
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "administration/colleagues.html", context, status=status)
