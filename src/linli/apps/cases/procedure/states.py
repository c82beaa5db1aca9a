"""States of a case, and who acts on one."""

from django.utils.translation import gettext_noop as _

from linli.core.matters.definition import Phase, State, Where, duty

DISPATCHER = duty("dispatcher")
STEWARD = duty("steward")
OFFICER = duty("officer")
HANDLER = duty("handler", where=Where.HOLDER)

STATES = (
    State("reported", _("Reported"), Phase.WAITING),
    State("accepted", _("Accepted"), Phase.WAITING),
    State("dispatched", _("Dispatched"), Phase.DOING),
    State("handling", _("Being handled"), Phase.DOING),
    State("handled", _("To be verified"), Phase.CHECKING),
    State("verified", _("Verified"), Phase.CHECKING),
    State("closed", _("Closed"), Phase.DONE, final=True),
    State("redirected", _("Redirected"), Phase.ELSEWHERE, final=True),
    State("merged", _("Merged"), Phase.ELSEWHERE, final=True),
    State("withdrawn", _("Withdrawn"), Phase.STOPPED, final=True),
)
UNDECIDED = ("reported", "accepted")
UNFINISHED = (*UNDECIDED, "dispatched", "handling", "handled", "verified")
HANDLED_BY = ("start", "handle")
