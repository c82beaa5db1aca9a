"""The parts that every page is made of: icon, state tag, seal, clock."""

from functools import lru_cache

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linli.core.matters.definition import Phase, State
from linli.core.pages.clocks import Bar, Clock
from linli.core.pages.icons import clock_icon
from linli.core.pages.icons import icon as draw_icon
from linli.core.pages.rows import Row

register = template.Library()

LOOKS = {
    Phase.WAITING: "wait",
    Phase.DOING: "doing",
    Phase.CHECKING: "check",
    Phase.DONE: "done",
    Phase.ELSEWHERE: "other",
    Phase.STOPPED: "stop",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon; the word beside it carries the meaning."""
    return draw_icon(name)


@register.simple_tag
def statetag(state: State) -> SafeString:
    """The state as word, shape and border."""
    return _draw_tag(LOOKS[state.phase], _(state.label))


@lru_cache(maxsize=1024)
def _draw_tag(look: str, word: str) -> SafeString:
    return format_html('<span class="tag tag--{}">{}{}</span>', look, draw_icon(look), word)


@register.simple_tag
def phaseicon(phase: Phase) -> SafeString:
    """The mark of an entry on the timeline: the shape of the state that it led to."""
    look = LOOKS[phase]
    return draw_icon(look, f"t-{look}")


@register.simple_tag
def clockicon(look: str) -> SafeString:
    """How a promise stands; the word beside it says the same."""
    return clock_icon(look)


@register.simple_tag
def mini(clock: Bar) -> SafeString:
    """A clock for lists: words, then the ruler with the promise line at its one place."""
    late = dict.fromkeys(("late", "broken", "failed"), " mini--late")
    look = {"soon": " mini--soon", "kept": " mini--kept"} | late
    return format_html(
        '<div class="mini{}"><b>{}</b>{}</div>',
        look.get(clock.look, ""),
        clock.say,
        ruler(clock),
    )


@register.simple_tag
def rowlink(row: Row, level: int = 3) -> SafeString:
    """Title and where it is: the words of a row in any list of matters."""
    matter, comma = row.matter, _(", ")
    holder = f"{comma}{matter.holder.name}" if matter.holder else ""
    return format_html(
        '<h{level}><a href="{}">{}</a></h{level}><p class="meta">{}{}{}'
        '<span class="nowrap">{}</span></p>',
        row.url,
        matter.title,
        matter.place.name,
        holder,
        comma,
        matter.number,
        level=level,
    )


@register.simple_tag
def ruler(clock: Bar, *, tall: bool = False) -> SafeString:
    """The ruler: used time up to the line, hatched beyond it.  The words say the same."""
    return _draw_ruler(
        look=clock.look,
        is_settled=clock.is_settled,
        used=clock.used,
        over=clock.over,
        tall=tall,
        ticks=clock.ticks if isinstance(clock, Clock) else (),
    )


@lru_cache(maxsize=4096)
def _draw_ruler(
    *,
    look: str,
    is_settled: bool,
    used: float,
    over: float,
    tall: bool,
    ticks: tuple[float, ...],
) -> SafeString:
    """Kept, because a list draws many alike and escaping a dozen numbers takes its time."""
    top, height = (24, 12) if tall else (6, 8)
    middle = top + height / 2
    hatched = (
        format_html(
            '<rect class="over" x="71.43%" y="{0}" width="{1}%" height="{2}"/>'
            '<rect x="71.43%" y="{0}" width="{1}%" height="{2}" fill="url(#over-hatch)"/>',
            top,
            over,
            height,
        )
        if over
        else ""
    )
    flag = "M0 2h16l-5 5.500 5 5.500H0z" if tall else "M0 0h8l-2.500 2.500 2.500 2.500H0z"
    return format_html(
        '<svg class="ruler{}" aria-hidden="true" focusable="false">'
        '<rect class="track" x="0" y="{}" width="71.43%" height="{}"/>'
        '<line class="beyond" x1="71.43%" x2="100%" y1="{}" y2="{}"/>'
        '<rect class="{}" x="0" y="{}" width="{}%" height="{}"/>{}{}'
        '<line class="line" x1="71.43%" x2="71.43%" y1="2" y2="{}"/>'
        '<svg x="71.43%" overflow="visible"><path class="pennant" d="{}"/></svg>{}</svg>',
        " ruler--tall" if tall else "",
        top,
        height,
        middle,
        middle,
        "kept" if look == "kept" else "used",
        top,
        used,
        height,
        hatched,
        _draw_ticks(ticks) if tall else "",
        46 if tall else 19,
        flag,
        _mark(used + over, middle, is_settled=is_settled) if tall else "",
    )


def _draw_ticks(ticks: tuple[float, ...]) -> SafeString:
    """One under the ruler for each unit that counts."""
    return format_html_join(
        "", '<line class="tick" x1="{0}%" x2="{0}%" y1="39" y2="45"/>', ((at,) for at in ticks)
    )


def _mark(at: float, middle: float, *, is_settled: bool) -> SafeString:
    """A ring for now, a tick for done."""
    if is_settled:
        return format_html(
            '<svg x="{}%" y="{}" overflow="visible">'
            '<path class="tickmark" d="M5 0l3.500 4L15-5"/></svg>',
            at,
            middle,
        )
    return format_html('<circle class="now" cx="{}%" cy="{}" r="6.500"/>', at, middle)


@register.simple_tag
def seal(character: str) -> SafeString:
    """The seal: one character for the kind of matter."""
    return _draw_seal(character)


@lru_cache(maxsize=128)
def _draw_seal(character: str) -> SafeString:
    return format_html('<span class="seal" aria-hidden="true">{}</span>', character)


@register.simple_tag
def today() -> str:
    """The day in words, where the community is."""
    return formats.date_format(timezone.localtime(), _("l, F j"))


@register.filter
def gettext(text: str) -> str:
    """A declared label in the reader's language."""
    return _(text) if text else ""
