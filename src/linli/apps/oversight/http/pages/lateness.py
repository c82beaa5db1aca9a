"""What is late now, for those who supervise."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.apps.cases.public import list_statements
from linli.apps.oversight.selectors import list_late
from linli.core.matters.selectors import list_worklists
from linli.core.matters.versions import procedure_of
from linli.core.pages.clocks import local_time
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import acting
from linli.core.pages.promise_lines import make_promise_line
from linli.ground.calendars.public import get_calendar
from linli.ground.parties.enums import DutyKind


@require_safe
@for_duties(DutyKind.SUPERVISOR)
def show_late(request: HttpRequest) -> HttpResponse:
    """Late promises by organisation, with the last that was done about each."""
    user, now = acting(request), timezone.now()
    calendar = get_calendar(user.community)
    lines: list[dict[str, Any]] = []
    late = list_late(user, now=now)
    said = list_statements(line.promise for line in late)
    for line in late:
        step = procedure_of(line.matter).step_by_name.get(line.last_step)
        lines.append(
            {
                "line": make_promise_line(line.promise, calendar=calendar, now=now),
                "statement": said.get(line.promise.pk),
                "why": _(step.done) if step else "",
                "when": local_time(line.last_at, calendar) if line.last_at else "",
            }
        )
    lines.sort(key=lambda each: each["line"].party)
    context = {
        "lines": lines,
        "worklists": [worklist for _kind, worklist in list_worklists(user)],
    }
    return render(request, "oversight/late.html", context)
