"""Each duty in one click, for trying out; refused in production."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from linli.core.matters.acting import acting_as
from linli.core.matters.selectors import list_worklists
from linli.core.pages.http.requests import acting
from linli.ground.accounts.models import Account
from linli.ground.accounts.public import begin_session
from linli.ground.parties.selectors import list_people_on_duty


@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Who one can be; chosen, signed in as that person."""
    if settings.LINLI_PRODUCTION or not settings.LINLI_DEMO:
        raise Http404
    community = acting(request).community
    if request.method == "GET":
        context = {
            "people": list_people_on_duty(community).filter(account__is_demo=True),
            "residents": Account.objects.filter(
                community=community, duties__isnull=True, is_demo=True
            ).order_by("display_name"),
        }
        return render(request, "site/demo.html", context)
    account = Account.objects.filter(
        community=community, pk=_chosen(request), is_demo=True, is_active=True
    ).first()
    if account is None:
        raise Http404
    begin_session(request, account)
    return redirect("desk" if list_worklists(acting_as(account)) else "home")


def _chosen(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("account", ""))
    except ValueError as error:
        raise Http404 from error
