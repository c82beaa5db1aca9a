"""Small things that a steward puts right at once; the office looks whether they are."""

from django.utils.translation import gettext_noop as _

from linli.apps.cases.procedure import fields
from linli.apps.cases.procedure.states import DISPATCHER, OFFICER, STEWARD, UNDECIDED
from linli.core.matters.definition import Step

SOLVING = (
    Step(
        name="solve",
        label=_("Solved on the spot"),
        done=_("The grid steward solved it on the spot"),
        sources=UNDECIDED,
        target="handled",
        actors=(STEWARD,),
        fields=(fields.RESULT, fields.BEFORE, fields.AFTER),
        meets=("accept", "dispatch"),
        opens=("verify",),
        hint=_("Somebody else of the community office verifies it."),
    ),
)

CHECKING_SOLUTIONS = (
    Step(
        name="verify_solution",
        label=_("Verify: it is solved"),
        done=_("Verified by the office"),
        sources=("handled",),
        target="verified",
        actors=(OFFICER, DISPATCHER),
        fields=(fields.FINDING, fields.FOUND, fields.HERE, fields.NEARNESS),
        meets=("verify",),
        opens=("close",),
        apart_in_person=("solve",),
        holds=False,
        awaits="delivered_by",
        main=True,
        hint=_("A steward solved it: somebody of the office looks, no other steward."),
    ),
    Step(
        name="reject_solution",
        label=_("Send back: not solved"),
        done=_("Not solved on the spot: an organisation is to handle it"),
        sources=("handled",),
        target="accepted",
        actors=(OFFICER, DISPATCHER),
        fields=(fields.REASON, fields.FOUND),
        meets=("verify",),
        opens=("dispatch",),
        apart_in_person=("solve",),
        holds=False,
        hint=_("The dispatcher then gives it to an organisation."),
    ),
)
