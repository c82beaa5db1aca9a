"""Who the pages are to an authenticator."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings

from linli.ground.accounts.services import RelyingParty
from linli.ground.communities.middleware import CommunityRequest
from linli.ground.communities.selectors import normalise_host


def find_relying_party(request: CommunityRequest) -> RelyingParty | None:
    """The host that the page was opened under; None for an address in figures, which has no name.

    Where LINLI_PUBLIC_URL names the same host its origin counts: the proxy in front of us may speak
    https and another port to the browser.
    """
    host = request.get_host()
    name = normalise_host(host)
    if _is_figures(name):
        return None
    public = urlsplit(settings.LINLI_PUBLIC_URL)
    origin = f"{request.scheme}://{host}"
    if public.hostname == name:
        origin = f"{public.scheme}://{public.netloc}"
    return RelyingParty(id=name, name=request.community.name, origin=origin)


def _is_figures(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
