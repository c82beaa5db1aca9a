"""Mediation (调解) between neighbours: asked for, agreed or not, kept or not.

For its parties alone from the first word to the last; nobody has to take part.
"""

from django.utils.translation import gettext_noop as _

from linli.apps.cases.procedure import fields
from linli.core.matters.definition import (
    Choice,
    Field,
    FieldType,
    Phase,
    Procedure,
    PromiseKind,
    State,
    Step,
    Worklist,
    anyone,
    duty,
    reporter,
)

MEDIATOR = duty("mediator")
SUBJECTS = (
    Choice("noise", _("Noise")),
    Choice("water", _("Water from a neighbour")),
    Choice("parking", _("Parking and ways")),
    Choice("shared_space", _("Stairs, yards and other shared space")),
    Choice("animals", _("Animals")),
    Choice("payment", _("Money between neighbours, or with a firm")),
    Choice("family", _("Family")),
    Choice("other", _("Something else")),
)
ABOUT = Field(name="about", label=_("What is it about?"), type=FieldType.CHOICE, choices=SUBJECTS)
OTHER_PARTY = Field(
    name="other_party",
    label=_("With whom?"),
    hint=_("As you know them, such as: the flat above us. Only the mediators read it."),
    type=FieldType.LINE,
    max_length=200,
)
MET = Field(
    name="met",
    label=_("Who came?"),
    type=FieldType.CHOICE,
    choices=(
        Choice("both", _("Both sides")),
        Choice("one", _("One side")),
        Choice("neither", _("Neither")),
    ),
)
TERMS = Field(
    name="terms",
    label=_("What the two sides agreed"),
    hint=_("Who does what by when. Read it out to both sides before you send it."),
    type=FieldType.TEXT,
)
ACCEPTED = Field(
    name="accepted",
    label=_("Do both sides accept these words?"),
    type=FieldType.CHOICE,
    choices=(
        Choice("signed", _("Yes, both signed")),
        Choice("spoken", _("Yes, both said so")),
    ),
)

MEDIATION = Procedure(
    kind="mediation",
    version=1,
    label=_("Mediation"),
    plural=_("Mediations"),
    seal="和",
    prefix="TJ",
    public=False,
    offices=("mediator",),
    states=(
        State(
            "asked",
            _("Asked for"),
            Phase.WAITING,
            meaning=_("A mediator asks the other side whether they take part."),
        ),
        State(
            "taken_on",
            _("Both sides talk"),
            Phase.DOING,
            meaning=_("A mediator brings both sides together."),
        ),
        State(
            "agreed",
            _("Agreed"),
            Phase.CHECKING,
            meaning=_("Both sides agreed. Somebody asks later whether it is kept."),
        ),
        State(
            "kept",
            _("Kept"),
            Phase.DONE,
            final=True,
            meaning=_("What was agreed was kept."),
        ),
        State(
            "not_agreed",
            _("Not agreed"),
            Phase.ELSEWHERE,
            final=True,
            meaning=_("The two sides did not agree. The way to arbitration or a court is open."),
        ),
        State(
            "declined",
            _("Not taken on"),
            Phase.ELSEWHERE,
            final=True,
            meaning=_("It was not taken on. The reasons stand below."),
        ),
        State(
            "withdrawn",
            _("Withdrawn"),
            Phase.STOPPED,
            final=True,
            meaning=_("Whoever asked took it back. Nobody goes on with it."),
        ),
    ),
    opening=Step(
        name="ask",
        label=_("Ask for mediation"),
        done=_("Mediation was asked for"),
        sources=(),
        target="asked",
        actors=(anyone,),
        fields=(
            ABOUT,
            OTHER_PARTY,
            fields.WORDS,
            fields.PLACE,
            fields.SPOT,
            fields.NAME,
            fields.PHONE,
            fields.ON_BEHALF,
        ),
        opens=("take_on",),
        tells=("mediator",),
    ),
    steps=(
        Step(
            name="take_on",
            label=_("Take it on: the other side takes part"),
            done=_("Both sides take part"),
            sources=("asked",),
            target="taken_on",
            actors=(MEDIATOR,),
            meets=("take_on",),
            opens=("settle",),
            main=True,
        ),
        Step(
            name="decline",
            label=_("Do not take it on"),
            done=_("It was not taken on"),
            sources=("asked",),
            target="declined",
            actors=(MEDIATOR,),
            fields=(fields.EXPLANATION,),
            meets=("take_on",),
            hint=_("The other side does not take part, or it is not for mediation."),
        ),
        Step(
            name="meet",
            label=_("Note a meeting"),
            done=_("There was a meeting"),
            sources=("taken_on",),
            target=None,
            actors=(MEDIATOR,),
            fields=(MET, fields.NOTE),
        ),
        Step(
            name="agree",
            label=_("Write down what was agreed"),
            done=_("Both sides agreed"),
            sources=("taken_on",),
            target="agreed",
            actors=(MEDIATOR,),
            fields=(TERMS, ACCEPTED),
            meets=("settle",),
            opens=("check",),
            main=True,
        ),
        Step(
            name="fail",
            label=_("End it without agreement"),
            done=_("The two sides did not agree"),
            sources=("taken_on",),
            target="not_agreed",
            actors=(MEDIATOR,),
            fields=(fields.EXPLANATION,),
            meets=("settle",),
            hint=_("Say which ways remain: arbitration, a court, legal aid."),
        ),
        Step(
            name="confirm_kept",
            label=_("It was kept"),
            done=_("What was agreed was kept"),
            sources=("agreed",),
            target="kept",
            actors=(reporter, MEDIATOR),
            fields=(fields.NOTE,),
            meets=("check",),
            apart_in_person=("agree",),
            main=True,
            hint=_("Whoever asked for it says so, or another mediator."),
        ),
        Step(
            name="report_broken",
            label=_("It was not kept"),
            done=_("What was agreed was not kept"),
            sources=("agreed",),
            target="taken_on",
            actors=(reporter, MEDIATOR),
            fields=(fields.REOPEN_REASON,),
            meets=("check",),
            opens=("settle",),
            tells=("mediator",),
        ),
        Step(
            name="withdraw",
            label=_("Withdraw"),
            done=_("Whoever asked took it back"),
            sources=("asked", "taken_on", "agreed"),
            target="withdrawn",
            actors=(reporter,),
            hint=_("Nobody goes on with it."),
        ),
    ),
    promises=(
        PromiseKind("take_on", _("Ask the other side"), party="mediator"),
        PromiseKind("settle", _("Bring both sides together"), party="mediator", main=True),
        PromiseKind("check", _("Ask whether it is kept"), party="mediator"),
    ),
    worklists=(
        Worklist(
            "mediations",
            _("Mediations"),
            "mediator",
            ("asked", "taken_on", "agreed"),
            hint=_("For their parties alone: speak of them with nobody else."),
        ),
    ),
)
