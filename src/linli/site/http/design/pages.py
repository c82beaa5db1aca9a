"""The page of the design system."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.core.pages.http.requests import acting
from linli.site.http.design import palette, samples

SIZES = ("h1", "h2", "h3", "lead", "body", "small", "figure")


@require_safe
def show_design(request: HttpRequest) -> HttpResponse:
    """Type, colours with their contrasts, and every component in every state."""
    community = acting(request).community
    context = {
        "sizes": SIZES,
        "swatches": palette.list_swatches(),
        "pairs": palette.list_pairs(),
        "clocks": samples.list_clocks(community),
        "states": samples.STATES,
        "seals": samples.list_seals(),
        "icons": samples.list_icons(),
        "form": samples.make_sample_form(community),
        "thread": samples.make_thread(),
        "tally": {"total": 157, "running": 143, "soon": 8, "late": 6, "without": 0},
    }
    return render(request, "site/design.html", context)
