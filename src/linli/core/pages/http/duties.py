"""Pages that are for those on some duty alone."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from linli.core.pages.http.requests import acting, refuse
from linli.ground.parties.enums import DutyKind

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_duties(*kinds: DutyKind) -> Callable[[View[P]], View[P]]:
    """Refuses everybody who is on none of these duties, wherever, with `not_your_duty`."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not acting(request).has_duty(*kinds):
                return refuse(request, None, "not_your_duty")
            return view(request, *args, **kwargs)

        return guarded

    return guard
