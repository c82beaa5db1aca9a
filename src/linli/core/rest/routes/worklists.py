"""What waits for one's duty."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router

from linli.core.matters.definition import Step
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter
from linli.core.matters.registry import Hint, get_registration
from linli.core.matters.selectors import (
    find_worklist,
    list_desk_steps,
    list_worklist,
    list_worklists,
)
from linli.core.rest.addresses import PREFIX
from linli.core.rest.answers import answer
from linli.core.rest.callers import acting
from linli.core.rest.items import make_item
from linli.core.rest.operations import ANYBODY, reading
from linli.core.rest.paging import LAST_PAGE, read_page
from linli.core.rest.schemas import Suggestion, WaitingMatter, Worklist, Worklists

router = Router(tags=["worklists"])
Page = Annotated[int, Query(ge=1, le=LAST_PAGE)]


@router.get(
    "/worklists",
    response=reading(Worklists),
    operation_id="list_worklists",
    summary="The lists that the caller's duties open",
    openapi_extra=ANYBODY,
)
def list_all(request: HttpRequest) -> HttpResponse:
    """None for whoever has no duty."""
    listed: Worklists = {
        "items": [
            {
                "name": worklist.name,
                "label": _(worklist.label),
                "kind": procedure.kind,
                "url": f"{PREFIX}/worklists/{worklist.name}",
            }
            for procedure, worklist in list_worklists(acting(request))
        ]
    }
    return answer(listed)


@router.get(
    "/worklists/{name}",
    response=reading(Worklist),
    operation_id="get_worklist",
    summary="What waits for the caller's duty, the earliest due first",
    openapi_extra=ANYBODY,
)
def get_one(request: HttpRequest, name: str, page: Page = 1) -> HttpResponse:
    """With the steps that come next, and suggestions where there are any.  Follow `next`.
    Refusal: `not_your_duty`."""
    user = acting(request)
    found = find_worklist(user, name)
    if found is None:
        raise StepRefusedError("not_your_duty", name)
    procedure, worklist = found
    matters = list_worklist(user, kind=procedure.kind, worklist=worklist)
    part = read_page(request, matters, page=page)
    suggest = get_registration(procedure.kind).suggest
    hints = suggest(user, part.matters) if suggest and part.matters else {}
    now = timezone.now()
    steps = list_desk_steps(part.matters, user=user, now=now)
    waiting: Worklist = {
        "name": worklist.name,
        "label": _(worklist.label),
        "items": [
            _waiting(matter, hints.get(matter.pk), steps[matter.pk], now) for matter in part.matters
        ],
        "next": part.next,
    }
    return answer(waiting)


def _waiting(
    matter: Matter, hint: Hint | None, steps: Sequence[tuple[Step, str]], now: datetime
) -> WaitingMatter:
    return {
        **make_item(matter, now=now),
        "next_steps": [step.name for step, bar in steps if not bar],
        "suggestion": _suggestion(hint) if hint else None,
    }


def _suggestion(hint: Hint) -> Suggestion:
    return {
        "label": hint.label,
        "why": hint.why,
        "source": hint.source,
        "values": {step: dict(values) for step, values in hint.values.items()},
    }
