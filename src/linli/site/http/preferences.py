"""How somebody wants to see the pages: view, theme, language.  Kept in cookies, not with a person."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

VIEW_COOKIE = "view"
THEME_COOKIE = "theme"
THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600


@require_POST
def set_view(request: HttpRequest) -> HttpResponse:
    """Standard or elder view, and back to where one was."""
    view = "elder" if request.POST.get("view") == "elder" else "standard"
    return _keep(_back(request), VIEW_COOKIE, view)


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Light or dark, or as the device is set."""
    theme = request.POST.get("theme", "")
    response = _back(request)
    if theme in THEMES:
        return _keep(response, THEME_COOKIE, theme)
    response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The language of pages; one that is not spoken here changes nothing."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return _back(request)
    return _keep(_back(request), settings.LANGUAGE_COOKIE_NAME, language)


def read_theme(request: HttpRequest) -> str:
    """The theme that was chosen; empty where the device decides."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""


def _keep(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.LINLI_PRODUCTION)
    return response


def _back(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
        target = "/"
    return HttpResponseRedirect(target)
