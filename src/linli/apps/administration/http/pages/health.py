"""How the installation is: what the doctor finds, and what is under way."""

from collections.abc import Callable, Sequence
from typing import Protocol

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli import __version__
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import acting
from linli.core.records.models import Stream, WorkerLease
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind


class Finding(Protocol):
    """One thing that is not as it should be: how bad, what, and what to do."""

    @property
    def level(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def mend(self) -> str: ...


LookOver = Callable[[Community], Sequence[tuple[str, Sequence[Finding]]]]


def make_health_page(look_over: LookOver) -> Callable[[HttpRequest], HttpResponse]:
    """The page over what is found in a community: whoever mounts it can look, this app cannot."""

    @never_cache
    @require_safe
    @for_duties(DutyKind.ADMINISTRATOR)
    def show_health(request: HttpRequest) -> HttpResponse:
        user = acting(request)
        checked = look_over(user.community)
        lease = WorkerLease.objects.order_by("-until").first()
        stream = Stream.objects.filter(community=user.community).first()
        context = {
            "checked": checked,
            "faults": sum(each.level == "fault" for _title, found in checked for each in found),
            "version": __version__,
            "database": connection.display_name,
            "records": stream.last if stream else 0,
            "worker": lease.until if lease else None,
            "now": timezone.now(),
        }
        return render(request, "administration/health.html", context)

    return show_health
