"""QR codes as inline SVG: black on white in every view, so that a camera reads them by night too.

ISO/IEC 18004 with the lowest error correction, since what we print is clean and long texts must
stay readable; at most 2,953 bytes.  Drawing the largest takes a third of a second, so the last ones
are kept.
"""

from functools import lru_cache

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

QUIET_ZONE = 4  # modules of white on each side, as the standard asks
MOST_BYTES = 2953


def draw_qr(text: str, *, label: str) -> SafeString:
    """The code as an image named `label`; ValueError for a text over MOST_BYTES in UTF-8."""
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"a QR code holds {MOST_BYTES} bytes, not {len(text.encode())}")
    side, path = _draw(text)
    return format_html(
        '<svg class="qr" role="img" aria-label="{label}" viewBox="0 0 {side} {side}" '
        'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        '<path fill="#000" d="{path}"/></svg>',
        label=label,
        side=side,
        path=mark_safe(path),  # noqa: S308 - numbers and letters made here
    )


@lru_cache(maxsize=64)
def _draw(text: str) -> tuple[int, str]:
    """Length of a side in modules, and one bar for each run of dark modules."""
    code = segno.make_qr(text, error="l", boost_error=False, encoding="utf-8")
    rows = [list(row) for row in code.matrix_iter(border=QUIET_ZONE)]
    bars = [
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    ]
    return len(rows), "".join(bars)


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs
