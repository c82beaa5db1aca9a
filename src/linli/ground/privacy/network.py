"""Network addresses: whose request it is, coarse enough to count and never stored in clear."""

import ipaddress
import uuid
from collections.abc import Mapping

from linli.ground.privacy.blind_index import blind_index

UNKNOWN = "unknown"
IPV6_HOUSEHOLD = 64


def read_client_address(meta: Mapping[str, str], *, proxy_hops: int) -> str:
    """The address of the client, `unknown` where there is none.

    `proxy_hops` counts the proxies of our own in front of us: each appends the address that it saw
    to X-Forwarded-For, so only that many entries from the right can be believed.
    """
    if not proxy_hops:
        return meta.get("REMOTE_ADDR", "") or UNKNOWN
    entries = [entry.strip() for entry in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return (entries[-proxy_hops] if len(entries) >= proxy_hops else "") or UNKNOWN


def get_network(address: str) -> str:
    """What is counted as one visitor: an IPv4 address, or the /64 of an IPv6 address.

    A household receives a whole /64 (RFC 6177), so single IPv6 addresses would count nobody.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, IPV6_HOUSEHOLD), strict=False))


def index_network(address: str, *, community_id: uuid.UUID) -> str:
    """A keyed hash of the visitor's network: the 2³² IPv4 addresses cannot be tried without the key."""
    return blind_index(get_network(address), purpose="network", community_id=community_id)
