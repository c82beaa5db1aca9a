"""Samples of components, made by the same code that fills real pages."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.core.matters.definition import Choice, Field, FieldType, Phase, State
from linli.core.matters.models import Promise
from linli.core.matters.registry import list_registrations
from linli.core.pages.clocks import Clock, make_clock
from linli.core.pages.forms import StepForm, make_form
from linli.core.pages.icons import PATHS
from linli.core.pages.matter_view import Knot
from linli.ground.calendars.public import get_calendar
from linli.ground.communities.models import Community

# A Tuesday morning: what is counted in working days looks the same each day.
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
# When it began, when it is due, when it was met or dropped: days from now.
CLOCKS: tuple[tuple[int, int, int | None, int | None], ...] = (
    (-4, 4, None, None),
    (-7, 0, None, None),
    (-12, -4, None, None),
    (-8, 0, -3, None),
    (-12, -4, -1, None),
    (-12, -4, None, -1),
)
STATES = (
    State("waiting", gettext_noop("Accepted"), Phase.WAITING),
    State("doing", gettext_noop("Being handled"), Phase.DOING),
    State("checking", gettext_noop("To be verified"), Phase.CHECKING),
    State("done", gettext_noop("Closed"), Phase.DONE),
    State("elsewhere", gettext_noop("Redirected"), Phase.ELSEWHERE),
    State("stopped", gettext_noop("Withdrawn"), Phase.STOPPED),
)
FIELDS = (
    Field(
        name="sample_line",
        label=gettext_noop("Where exactly?"),
        hint=gettext_noop("Street and number, building, or something nearby"),
        type=FieldType.LINE,
        required=False,
    ),
    Field(name="sample_text", label=gettext_noop("What is the matter?"), type=FieldType.TEXT),
    Field(
        name="sample_choice",
        label=gettext_noop("Is it solved?"),
        type=FieldType.CHOICE,
        choices=(Choice("yes", gettext_noop("Solved")), Choice("no", gettext_noop("Not solved"))),
    ),
    Field(
        name="sample_flag",
        label=gettext_noop("Keep me hidden from the organisation that handles it"),
        hint=gettext_noop(
            "It then gets the dispatcher's words instead of yours, and no way to reach you."
        ),
        type=FieldType.FLAG,
        required=False,
    ),
)


def list_clocks(community: Community) -> list[Clock]:
    """A clock in each of its looks."""
    calendar = get_calendar(community)
    return [
        make_clock(
            Promise(
                limit="5wd",
                opened_at=NOW + opened * DAY,
                due_at=NOW + due * DAY + timedelta(hours=6),
                met_at=NOW + met * DAY if met is not None else None,
                cancelled_at=NOW + dropped * DAY if dropped is not None else None,
            ),
            label=_("Get it done"),
            calendar=calendar,
            now=NOW,
            party=community.name,
        )
        for opened, due, met, dropped in CLOCKS
    ]


def list_seals() -> list[tuple[str, str]]:
    """The seal of each kind of matter with its word."""
    return [
        (registration.procedure.seal, _(registration.procedure.label))
        for registration in list_registrations()
    ]


def list_icons() -> list[str]:
    """The names of all icons."""
    return sorted(PATHS)


def make_sample_form(community: Community) -> StepForm:
    """Fields of each kind, one of them with an error."""
    return make_form(
        FIELDS,
        community=community,
        values={"sample_choice": "yes"},
        errors={"sample_text": "required"},
        key="sample",
    )


def make_thread() -> Sequence[Knot]:
    """Where a matter comes from, itself, and where it went."""
    (seal, label), *rest = list_seals()[::-1]
    other, other_label = rest[0] if rest else (seal, label)
    return [
        Knot("", label, seal, "", "", here=False),
        Knot("", label, seal, "", "", here=True),
        Knot("", other_label, other, _("Reviewed by"), "", here=False),
    ]
