"""What the clock does by itself: it tells the next duty, and then the next."""

from django.utils.translation import gettext_noop as _

from linli.apps.cases.procedure.states import UNFINISHED
from linli.core.matters.definition import Rung, Step, system


def escalating(sources: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps of the ladder out of these states."""
    return (
        Step(
            name="escalate",
            label=_("Tell the community officer that it is late"),
            done=_("Late: the community officer was told"),
            sources=sources,
            target=None,
            actors=(system,),
            tells=("officer",),
        ),
        Step(
            name="escalate_further",
            label=_("Tell the supervisor that it is late"),
            done=_("Still late: the supervisor was told"),
            sources=sources,
            target=None,
            actors=(system,),
            tells=("supervisor",),
        ),
    )


ESCALATING = escalating(UNFINISHED)
LADDER = (Rung("escalate"), Rung("escalate_further"))
