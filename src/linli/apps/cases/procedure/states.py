"""States of a case, and who acts on one."""

from django.utils.translation import gettext_noop as _

from linli.core.matters.definition import Phase, State, Where, duty

DISPATCHER = duty("dispatcher")
STEWARD = duty("steward")
OFFICER = duty("officer")
DESK = duty("desk")
HANDLER = duty("handler", where=Where.HOLDER)

STATES = (
    State(
        "reported",
        _("Reported"),
        Phase.WAITING,
        meaning=_("It has arrived. A dispatcher says whether it is taken on."),
    ),
    State(
        "accepted",
        _("Accepted"),
        Phase.WAITING,
        meaning=_("It is taken on. The dispatcher finds the organisation in charge."),
    ),
    State(
        "dispatched",
        _("Dispatched"),
        Phase.DOING,
        meaning=_("The organisation in charge has it. Its clock runs."),
    ),
    State(
        "handling",
        _("Being handled"),
        Phase.DOING,
        meaning=_("The organisation in charge is at work on it."),
    ),
    State(
        "handled",
        _("To be verified"),
        Phase.CHECKING,
        meaning=_("The organisation says it is done. Somebody else now looks on the spot."),
    ),
    State(
        "verified",
        _("Verified"),
        Phase.CHECKING,
        meaning=_("Somebody looked on the spot: it is done. It is closed next."),
    ),
    State(
        "closed",
        _("Closed"),
        Phase.DONE,
        final=True,
        meaning=_("Done and verified. The reporter rates it, and may have it handled again."),
    ),
    State(
        "redirected",
        _("Redirected"),
        Phase.ELSEWHERE,
        final=True,
        meaning=_("It is not for this place. The reporter was told where to go instead."),
    ),
    State(
        "merged",
        _("Merged"),
        Phase.ELSEWHERE,
        final=True,
        meaning=_("An earlier matter says the same. The two go on as one."),
    ),
    State(
        "withdrawn",
        _("Withdrawn"),
        Phase.STOPPED,
        final=True,
        meaning=_("The reporter took it back. Nobody goes on with it."),
    ),
)
UNDECIDED = ("reported", "accepted")
UNFINISHED = (*UNDECIDED, "dispatched", "handling", "handled", "verified")
HANDLED_BY = ("start", "handle")
