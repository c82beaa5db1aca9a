"""The response (报到): the part of a case that an organisation has which was called to it.

A community calls several organisations to one case (吹哨); each has a matter of its own with its
own promises, and says whether it was called rightly.  Whoever called says whether it is done.
"""

from dataclasses import replace

from django.utils.translation import gettext_noop as _

from linli.apps.cases.procedure import fields
from linli.apps.cases.procedure.lateness import LADDER, escalating
from linli.apps.cases.procedure.states import DISPATCHER, HANDLER, OFFICER
from linli.core.matters.definition import (
    Choice,
    Field,
    FieldType,
    Phase,
    Procedure,
    PromiseKind,
    Relation,
    State,
    Step,
    Where,
    Worklist,
    system,
)
from linli.core.records.enums import Audience

RIGHTLY = Field(
    name="rightly",
    label=_("Were you called rightly?"),
    hint=_("The one who calls is measured as the one who is called."),
    type=FieldType.CHOICE,
    choices=(
        Choice("yes", _("Yes, it is for us")),
        Choice("partly", _("Partly")),
        Choice("no", _("No, it is for somebody else")),
    ),
)
DONE_IN_FULL = Field(
    name="done_in_full",
    label=_("Did it do its part?"),
    type=FieldType.CHOICE,
    choices=(Choice("yes", _("Yes")), Choice("partly", _("Partly"))),
)

RESPONSE = Procedure(
    kind="response",
    version=2,
    label=_("Response to a call"),
    plural=_("Responses to calls"),
    seal="应",
    prefix="BD",
    states=(
        State(
            "called",
            _("Called"),
            Phase.WAITING,
            meaning=_("The organisation was called. It reports that it takes part."),
        ),
        State(
            "responding",
            _("Taking part"),
            Phase.DOING,
            meaning=_("The organisation takes part and does what it was called for."),
        ),
        State(
            "answered",
            _("Answered"),
            Phase.CHECKING,
            meaning=_("The organisation says what it did. Whoever called looks at it."),
        ),
        State(
            "confirmed",
            _("Confirmed"),
            Phase.DONE,
            final=True,
            meaning=_("Whoever called says that it is done."),
        ),
        State(
            "called_off",
            _("Called off"),
            Phase.STOPPED,
            final=True,
            meaning=_("It was not needed in the end."),
        ),
    ),
    opening=Step(
        name="call",
        label=_("Call another organisation to it"),
        done=_("It was called to take part"),
        sources=(),
        target="called",
        actors=(OFFICER, DISPATCHER),
        fields=(fields.ORGANISATION, fields.BRIEF),
        opens=("respond", "answer"),
        tells=("holder",),
    ),
    steps=(
        Step(
            name="respond",
            label=_("Report that we take part"),
            done=_("The organisation takes part"),
            sources=("called",),
            target="responding",
            actors=(HANDLER,),
            meets=("respond",),
            main=True,
        ),
        Step(
            name="answer",
            label=_("Say what we did"),
            done=_("The organisation says what it did"),
            sources=("called", "responding"),
            target="answered",
            actors=(HANDLER,),
            fields=(fields.RESULT, fields.AFTER, RIGHTLY),
            meets=("respond", "answer"),
            opens=("confirm",),
            tells=("officer",),
            main=True,
        ),
        Step(
            name="confirm",
            label=_("Confirm: it did its part"),
            done=_("Confirmed by the one who called"),
            sources=("answered",),
            target="confirmed",
            actors=(OFFICER, DISPATCHER),
            fields=(DONE_IN_FULL, fields.NOTE),
            meets=("confirm",),
            apart_from=("respond", "answer"),
            apart_from_holder=True,
            main=True,
        ),
        Step(
            name="ask_again",
            label=_("Ask again: its part is not done"),
            done=_("Its part is not done: asked again"),
            sources=("answered",),
            target="responding",
            actors=(OFFICER, DISPATCHER),
            fields=(fields.REASON,),
            meets=("confirm",),
            resumes=("answer",),
            apart_from=("respond", "answer"),
            apart_from_holder=True,
            tells=("holder",),
            hint=_("The clock runs on as if it had never answered."),
        ),
        Step(
            name="call_off",
            label=_("Call off"),
            done=_("Called off"),
            sources=("called", "responding"),
            target="called_off",
            actors=(OFFICER, DISPATCHER, system),
            fields=(
                Field(
                    name="grounds",
                    label=_("Why"),
                    type=FieldType.TEXT,
                    audience=Audience.PARTIES,
                ),
            ),
            apart_from_holder=True,
            tells=("holder",),
        ),
        *escalating(("called", "responding", "answered")),
    ),
    promises=(
        PromiseKind("respond", _("Report that it takes part")),
        PromiseKind("answer", _("Do its part"), main=True),
        PromiseKind("confirm", _("Look at what it did"), party="officer"),
    ),
    worklists=(
        Worklist(
            "calls",
            _("Called to take part"),
            "handler",
            ("called", "responding"),
            where=Where.HOLDER,
            hint=_("Others lead these matters; your organisation was called to a part of them."),
        ),
        Worklist("answers", _("Answers to our calls"), "officer", ("answered",)),
    ),
    origin=Relation(
        "delivered_by", _("Delivered by"), "case", ("dispatched", "handling"), many=True
    ),
    handled_by=("respond", "answer"),
    closed_by=("confirm",),
    ladder=LADDER,
)
RESPONSE_1 = replace(
    RESPONSE,
    version=1,
    steps=tuple(step for step in RESPONSE.steps if step.name not in {rung.step for rung in LADDER}),
    ladder=(),
)
