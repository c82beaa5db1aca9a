"""The page of the log: what stands in it, who vouches for it, how to check it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from linli.apps.disclosure.selectors import find_standing, list_growth
from linli.core.pages.http.requests import fetch
from linli.core.pages.qr import draw_qr
from linli.engines.tile_log.tiles import ENTRIES, find_tile

BY_HAND = """\
curl -s {address}/{hashes} | head -c 32 | od -An -tx1 -v | tr -d ' \\n'; echo
curl -s {address}/{entries} > entries
length=$(head -c 2 entries | od -An -tu1 | awk '{{print $1 * 256 + $2}}')
(printf '\\0'; tail -c +3 entries | head -c "$length") | sha256sum"""


@require_GET
def show_log(request: HttpRequest) -> HttpResponse:
    """Latest checkpoint, growth, keys with their codes, witnesses; or on to a matter's entries."""
    if number := request.GET.get("matter", "").strip():
        return redirect("matter-log", number=fetch(request, number).number)
    standing, address = find_standing(), f"{settings.LINLI_PUBLIC_URL}/log"
    context = {
        "standing": standing,
        "keys": [(key.vkey, draw_qr(key.vkey, label=key.vkey)) for key in standing.keys]
        if standing
        else [],
        "root": standing.signed.checkpoint.root.hex() if standing else "",
        "growth": list_growth(),
        "address": address,
        "by_hand": _spell_by_hand(address, standing.size) if standing else "",
    }
    return render(request, "disclosure/log.html", context)


def _spell_by_hand(address: str, size: int) -> str:
    """Commands of any Unix that show the first entry under its hash; nothing for an empty log."""
    if size == 0:
        return ""
    hashes, entries = (find_tile(level, 0, size).path for level in (0, ENTRIES))
    return BY_HAND.format(address=address, hashes=hashes, entries=entries)
