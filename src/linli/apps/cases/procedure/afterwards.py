"""What may follow: rating, reopening, withdrawing, publishing."""

from dataclasses import replace

from django.utils.translation import gettext_noop as _

from linli.apps.cases.procedure import fields
from linli.apps.cases.procedure.states import (
    DESK,
    DISPATCHER,
    HANDLED_BY,
    OFFICER,
    UNFINISHED,
)
from linli.core.matters.definition import Step, reporter, system

AFTERWARDS = (
    Step(
        name="rate",
        label=_("Rate"),
        done=_("The reporter rated it"),
        sources=("closed",),
        target=None,
        actors=(reporter,),
        fields=(fields.SOLVED, fields.SATISFIED, fields.OPINION),
        limit=1,
        per="close",
        main=True,
    ),
    Step(
        name="call_back",
        label=_("Note a call back"),
        done=_("The reporter was called back"),
        sources=("closed",),
        target=None,
        actors=(DESK,),
        fields=(
            fields.ANSWERED,
            fields.CONTACTED,
            replace(fields.SOLVED, required=False),
            replace(fields.SATISFIED, required=False),
            fields.OPINION,
        ),
        apart_from=HANDLED_BY,
        apart_from_holder=True,
        limit=3,
        per="close",
        main=True,
        hint=_("Ask and note; each answer may be left out. Three tries at most."),
    ),
    Step(
        name="reopen",
        label=_("Not solved: handle it again"),
        done=_("The reporter had it opened again"),
        sources=("closed",),
        target="accepted",
        actors=(reporter,),
        fields=(fields.REOPEN_REASON, fields.MORE_PHOTOS),
        opens=("dispatch",),
        limit=1,
        within="reopen",
    ),
    Step(
        name="order_again",
        label=_("Order to handle it again"),
        done=_("Opened again by the decision on an appeal"),
        sources=("closed",),
        target="accepted",
        actors=(system,),
        opens=("dispatch",),
    ),
    Step(
        name="withdraw",
        label=_("Withdraw"),
        done=_("The reporter withdrew it"),
        sources=("reported", "accepted", "dispatched", "handling"),
        target="withdrawn",
        actors=(reporter,),
        hint=_("Nobody goes on with it."),
    ),
    Step(
        name="publish",
        label=_("Publish the words"),
        done=_("The words were published"),
        sources=(*UNFINISHED, "closed"),
        target=None,
        actors=(DISPATCHER, OFFICER),
        fields=(fields.PUBLIC_TITLE, fields.PUBLIC_WORDS, fields.PUBLIC_PHOTOS),
        hint=_("After taking out whatever points to a person."),
    ),
    Step(
        name="take_down",
        label=_("Take down the words"),
        done=_("The published words were taken down"),
        sources=(*UNFINISHED, "closed"),
        target=None,
        actors=(DISPATCHER, OFFICER),
        fields=(fields.TAKE_DOWN_REASON,),
    ),
)
