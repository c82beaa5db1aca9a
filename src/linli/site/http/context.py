"""What every page's frame needs: language, view, community, and the desks of one's duties."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_noop

from linli.apps.insight.public import READERS
from linli.core.matters.selectors import list_worklists
from linli.ground.communities.models import Community
from linli.ground.communities.selectors import NoCommunityError
from linli.ground.parties.enums import DutyKind
from linli.ground.profiles.loader import read_part
from linli.site.http.preferences import VIEW_COOKIE, read_theme

LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
# The profiles' own words, so that translators find them.
EMERGENCY_LABELS = (
    gettext_noop("Police"),
    gettext_noop("Fire"),
    gettext_noop("Ambulance"),
    gettext_noop("Traffic accident"),
    gettext_noop("Emergency services"),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Context of the base template; also turns the clock of the page to the community's zone."""
    community = _community(request)
    if community is not None:
        timezone.activate(community.time_zone)
    profile = read_part(community.profile, "profile") if community else {}
    is_elder = request.COOKIES.get(VIEW_COOKIE) == "elder"
    return {
        "language_tag": LANGUAGE_TAGS.get(get_language() or "", "zh-Hans"),
        "is_elder": is_elder,
        "theme": read_theme(request),
        "community": community,
        "emergency": profile.get("emergency", []),
        "asks_nobody_else": not settings.LINLI_MAP_TILES_URL,
        "has_desk": SimpleLazyObject(lambda: community is not None and _has_desk(request)),
        "handles": _on_duty(request, DutyKind.HANDLER),
        "has_colleagues": _on_duty(request, DutyKind.OFFICER, DutyKind.HANDLER),
        "gains_insight": _on_duty(request, *READERS),
        "administers": _on_duty(request, DutyKind.ADMINISTRATOR),
    }


def _community(request: HttpRequest) -> Community | None:
    """None before the first community is set up: the page that says so needs a frame too."""
    try:
        community: Community = request.community  # type: ignore[attr-defined]
        community.pk  # noqa: B018 - the look-up happens when it is first read
    except (AttributeError, NoCommunityError):
        return None
    return community


def _on_duty(request: HttpRequest, *kinds: DutyKind) -> Any:
    """Whether the reader holds one of these duties; asked where a page needs it."""

    def ask() -> bool:
        user = getattr(request, "acting_user", None)
        return bool(_community(request) and user and user.has_duty(*kinds))

    return SimpleLazyObject(ask)


def _has_desk(request: HttpRequest) -> bool:
    user = getattr(request, "acting_user", None)
    return bool(user and user.duties and list_worklists(user))
