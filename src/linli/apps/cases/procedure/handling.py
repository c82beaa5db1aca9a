"""Handling by one, verifying and closing by another."""

from django.utils.translation import gettext_noop as _

from linli.apps.cases.procedure import fields
from linli.apps.cases.procedure.states import (
    DISPATCHER,
    HANDLED_BY,
    HANDLER,
    OFFICER,
    STEWARD,
)
from linli.core.matters.definition import Step

HANDLING = (
    Step(
        name="start",
        label=_("Take up the work"),
        done=_("The organisation took it up"),
        sources=("dispatched",),
        target="handling",
        actors=(HANDLER,),
        unless=("rule",),
        main=True,
    ),
    Step(
        name="contact",
        label=_("Note a contact"),
        done=_("The reporter was contacted"),
        sources=("dispatched", "handling"),
        target=None,
        actors=(HANDLER, DISPATCHER),
        fields=(fields.REACHED, fields.NOTE),
        meets=("contact",),
        meets_on=("reached", "yes"),
        with_reporter=True,
    ),
    Step(
        name="handle",
        label=_("Report it done"),
        done=_("The organisation says it is done"),
        sources=("handling",),
        target="handled",
        actors=(HANDLER,),
        fields=(fields.RESULT, fields.BEFORE, fields.AFTER),
        meets=("handle",),
        drops=("extend",),
        opens=("verify",),
        awaits="delivered_by",
        main=True,
    ),
)

CHECKING = (
    Step(
        name="verify",
        label=_("Verify: it is done"),
        done=_("Verified on the spot"),
        sources=("handled",),
        target="verified",
        actors=(STEWARD, OFFICER, DISPATCHER),
        fields=(fields.FINDING, fields.FOUND, fields.HERE, fields.NEARNESS),
        meets=("verify",),
        opens=("close",),
        apart_from=HANDLED_BY,
        apart_from_holder=True,
        holds=True,
        awaits="delivered_by",
        main=True,
        hint=_("Somebody else than the one who handled it."),
    ),
    Step(
        name="send_back",
        label=_("Send back: not done"),
        done=_("Sent back, not done"),
        sources=("handled",),
        target="handling",
        actors=(STEWARD, OFFICER, DISPATCHER),
        fields=(fields.REASON, fields.FOUND, fields.HERE, fields.NEARNESS),
        meets=("verify",),
        resumes=("handle",),
        holds=True,
        apart_from=HANDLED_BY,
        apart_from_holder=True,
        hint=_("The clock runs on as if it had never been reported done."),
    ),
    Step(
        name="close",
        label=_("Close"),
        done=_("Closed"),
        sources=("verified",),
        target="closed",
        actors=(DISPATCHER, OFFICER),
        fields=(fields.NOTE,),
        meets=("close",),
        apart_from=HANDLED_BY,
        apart_in_person=("solve",),
        apart_from_holder=True,
        awaits="delivered_by",
        main=True,
    ),
)
