"""The page of figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.apps.cases.selectors.statistics import get_statistics
from linli.core.pages.http.requests import acting


@require_safe
def show_statistics(request: HttpRequest) -> HttpResponse:
    """Figures with numerator and denominator, nothing about a person."""
    return render(request, "cases/statistics.html", {"statistics": get_statistics(acting(request))})
