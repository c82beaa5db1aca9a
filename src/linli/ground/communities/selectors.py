"""Which community a request belongs to."""

from django.http import Http404

from linli.ground.communities.models import Community


class NoCommunityError(Http404):
    """The host opens no community, or none has been set up yet.

    An Http404, so that wherever it is raised Django hands it to the site's `handler404`, which
    knows it by its `code`; any other exception outside a view would end as a bare 500.
    """

    code = "no_community"


def get_default_community() -> Community:
    """The first community without a host name, which answers every host that has none of its own.

    Raises NoCommunityError where there is none.
    """
    community = Community.objects.filter(host="").order_by("created_at", "id").first()
    if community is None:
        raise NoCommunityError("No community answers hosts that have none of their own.")
    return community


def get_community_for_host(host: str) -> Community:
    """The community of that host name (a port is ignored), else the default one.

    Raises NoCommunityError.
    """
    candidates = Community.objects.filter(host__in=[normalise_host(host), ""])
    # "" sorts behind every name, so one query prefers the host's own community.
    community = candidates.order_by("-host", "created_at", "id").first()
    if community is None:
        raise NoCommunityError("The host opens no community.")
    return community


def normalise_host(host: str) -> str:
    """The bare name in small letters: no port, no final dot; IPv6 keeps its brackets."""
    text = host.strip().lower()
    name = text[: text.find("]") + 1] if text.startswith("[") else text.partition(":")[0]
    return name.rstrip(".")
