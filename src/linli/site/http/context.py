"""What every page's frame needs: language, view, community, and the desks of one's duties."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from linli.core.matters.selectors import list_worklists
from linli.ground.profiles.loader import read_part

LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
VIEW_COOKIE = "view"


def site(request: HttpRequest) -> dict[str, Any]:
    """Context of the base template."""
    community = getattr(request, "community", None)
    profile = read_part(community.profile, "profile") if community else {}
    return {
        "language_tag": LANGUAGE_TAGS.get(get_language() or "", "zh-Hans"),
        "view": request.COOKIES.get(VIEW_COOKIE, "standard"),
        "is_elder": request.COOKIES.get(VIEW_COOKIE) == "elder",
        "community": community,
        "emergency": profile.get("emergency", []),
        "has_desk": SimpleLazyObject(lambda: _has_desk(request)),
    }


def _has_desk(request: HttpRequest) -> bool:
    user = getattr(request, "acting_user", None)
    return bool(user and user.duties and list_worklists(user))
