"""What is late now, for those who supervise."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.apps.cases.public import list_statements
from linli.apps.oversight.selectors import (
    count_late,
    count_late_unseen,
    list_late,
    with_last_steps,
)
from linli.core.matters.selectors import list_worklists
from linli.core.matters.versions import procedure_of
from linli.core.pages.clocks import local_time
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import acting
from linli.core.pages.promise_lines import make_promise_line
from linli.core.pages.windows import get_window
from linli.ground.calendars.public import get_calendar
from linli.ground.parties.enums import DutyKind

PER_PAGE = 100


@require_safe
@for_duties(DutyKind.SUPERVISOR)
def show_late(request: HttpRequest) -> HttpResponse:
    """Late promises by organisation, with the last that was done about each; a hundred a page."""
    user, now = acting(request), timezone.now()
    calendar = get_calendar(user.community)
    lines: list[dict[str, Any]] = []
    late = list_late(user, now=now)
    counted = count_late(late)
    window = get_window(late, page=request.GET.get("page", ""), per_page=PER_PAGE)
    said = list_statements(window.items)
    for line in with_last_steps(window.items):
        step = procedure_of(line.matter).step_by_name.get(line.last_step)
        lines.append(
            {
                "line": make_promise_line(line.promise, calendar=calendar, now=now),
                "count": counted.get(line.promise.party_id, 0),
                "statement": said.get(line.promise.pk),
                "why": _(step.done) if step else "",
                "when": local_time(line.last_at, calendar) if line.last_at else "",
            }
        )
    context = {
        "lines": lines,
        "window": window,
        "unseen": count_late_unseen(user, now=now),
        "sum": sum(counted.values()),
        "worklists": [worklist for _kind, worklist in list_worklists(user)],
    }
    return render(request, "oversight/late.html", context)
