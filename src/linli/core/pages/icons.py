"""Icons: 24 units, stroke 1.75, always beside a word, so hidden from screen readers."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "wait": '<circle cx="12" cy="12" r="8"/>',
    "doing": '<circle cx="12" cy="12" r="8"/><path class="fill" d="M12 4a8 8 0 0 1 0 16z"/>',
    "check": '<path d="M12 3l9 9-9 9-9-9z"/><circle class="fill" cx="12" cy="12" r="2.3"/>',
    "done": '<path class="fill" d="M4 4h16v16H4z"/><path class="cut" d="M8 12.5l3 3 5-6.5"/>',
    "other": '<path d="M12 21v-8M12 13L6 5M12 13l6-8"/><path d="M5 9V4.500h4.500M14.500 4.500H19V9"/>',
    "stop": '<path d="M4 4h16v16H4z"/><path d="M8 12h8"/>',
    "report": '<path d="M4 20l1-4.500L16 4.500l3.500 3.500-11 11L4 20z"/><path d="M13.500 7l3.500 3.500"/>',
    "list": '<path d="M9 6h11M9 12h11M9 18h11"/><path d="M4 6h1M4 12h1M4 18h1"/>',
    "home": '<path d="M4 11l8-7 8 7"/><path d="M6 9.500V20h12V9.500"/><path d="M10 20v-5.500h4V20"/>',
    "person": '<circle cx="12" cy="8" r="3.800"/><path d="M4.500 20c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500"/>',
    "phone": '<path d="M6.500 3.500h3l1.600 4.300-2.100 1.600a11 11 0 0 0 5.600 5.600l1.600-2.100 4.300 1.600v3a1.800 1.800 0 0 1-2 1.800C11 18.600 5.400 13 4.700 5.500a1.800 1.800 0 0 1 1.800-2z"/>',
    "next": '<path d="M9 5l7 7-7 7"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "warn": '<path d="M12 4l9 16H3z"/><path d="M12 10v4M12 17v.5"/>',
    "good": '<circle cx="12" cy="12" r="8.500"/><path d="M8 12.500l3 3 5-6"/>',
    "desk": '<path d="M4 13l2.500-8h11L20 13v6H4z"/><path d="M4 13h5l1 2.500h4l1-2.500h5"/>',
    "chart": '<path d="M4 20h16"/><path d="M7 20v-6M12 20V6M17 20v-9"/>',
    "letters": '<path d="M3.500 18.500L8.500 6l5 12.500M5.300 14.500h6.400"/><path d="M15.500 18.500l2.500-7 2.500 7M16.300 16.300h3.400"/>',
    "pin": '<path d="M12 21s7-6.200 7-11.200A7 7 0 0 0 5 9.800C5 14.800 12 21 12 21z"/><circle cx="12" cy="9.800" r="2.400"/>',
    "camera": '<path d="M4 8h3.500L9 5.500h6L16.500 8H20v11H4z"/><circle cx="12" cy="13" r="3.500"/>',
    "picture": '<path d="M4 5h16v14H4z"/><path d="M4 16l5-5 4 4 3-3 4 4"/><circle cx="15.500" cy="9" r="1.500"/>',
    "print": '<path d="M7 9V4h10v5"/><path d="M7 17H4V9h16v8h-3"/><path d="M7 14h10v6H7z"/>',
    "bell": '<path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.500 2h-15z"/><path d="M10 21h4"/>',
    "share": '<circle cx="6" cy="12" r="2.500"/><circle cx="17" cy="6" r="2.500"/><circle cx="17" cy="18" r="2.500"/><path d="M8.200 10.800l6.600-3.600M8.200 13.200l6.600 3.600"/>',
    "shield": '<path d="M12 3.500l7 2.500v5.500c0 4.500-3 7.500-7 9-4-1.500-7-4.500-7-9V6z"/>',
}


# The promise line with the bar before it, through it, or a tick on one of its sides.
CLOCKS = {
    "running": '<path class="fill" d="M2 7h9v5H2z"/><path d="M20 2v14"/>',
    "soon": '<path class="fill" d="M2 7h15v5H2z"/><path d="M20 2v14"/>',
    "late": '<path class="fill" d="M2 7h16v5H2zM22 7h7v5h-7z"/><path d="M20 2v14"/>',
    "kept": '<path d="M20 2v14"/><path d="M5 9.500l3.500 3.500 6-7.500"/>',
    "failed": '<path class="fill" d="M2 7h16v5H2z"/><path d="M20 2v14M23 6l6 6M29 6l-6 6"/>',
    "broken": '<path d="M13 2v14"/><path d="M17 9.500l3.500 3.500 6-7.500"/>',
}


@cache
def clock_icon(look: str) -> SafeString:
    """How a promise stands, as a small drawing; KeyError for a look that does not exist."""
    return format_html(
        '<svg class="i" viewBox="0 0 30 18" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(CLOCKS[look]),  # noqa: S308 - constants of this module
    )


@cache
def icon(name: str, look: str = "") -> SafeString:
    """The icon's markup; KeyError for one that does not exist."""
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f" {look}" if look else "",
        mark_safe(PATHS[name]),  # noqa: S308 - constants of this module
    )
