"""The appeal against a case's closing, to somebody who has not touched it."""

from django.utils.translation import gettext_noop as _

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
    Worklist,
    duty,
    reporter,
)
from linli.core.records.enums import Audience

REVIEWER = duty("reviewer")

APPEAL = Procedure(
    kind="appeal",
    version=1,
    label=_("Appeal"),
    plural=_("Appeals"),
    seal="诉",
    prefix="SS",
    states=(
        State(
            "filed",
            _("Filed"),
            Phase.WAITING,
            meaning=_("The appeal has arrived. Somebody who has not dealt with it takes it up."),
        ),
        State(
            "examined",
            _("Being examined"),
            Phase.DOING,
            meaning=_("A reviewer looks into what was done and what was not."),
        ),
        State(
            "decided",
            _("Decided"),
            Phase.DONE,
            final=True,
            meaning=_("The decision stands below, with its reasons."),
        ),
        State(
            "withdrawn",
            _("Withdrawn"),
            Phase.STOPPED,
            final=True,
            meaning=_("The reporter took it back. Nobody goes on with it."),
        ),
    ),
    opening=Step(
        name="file",
        label=_("Appeal to somebody who has not dealt with it"),
        done=_("The reporter appealed"),
        sources=(),
        target="filed",
        actors=(reporter,),
        fields=(
            Field(
                name="grounds",
                label=_("What was wrong?"),
                hint=_("Say what should have been done, and what is not in order."),
                type=FieldType.TEXT,
            ),
        ),
        opens=("decide",),
    ),
    steps=(
        Step(
            name="examine",
            label=_("Examine it"),
            done=_("A reviewer examines it"),
            sources=("filed",),
            target="examined",
            actors=(REVIEWER,),
            untouched=True,
            main=True,
        ),
        Step(
            name="decide",
            label=_("Decide"),
            done=_("Decided"),
            sources=("examined",),
            target="decided",
            actors=(REVIEWER,),
            fields=(
                Field(
                    name="outcome",
                    label=_("Decision"),
                    type=FieldType.CHOICE,
                    choices=(
                        Choice("upheld", _("The appeal is right: it is handled again")),
                        Choice("dismissed", _("The closing stands")),
                    ),
                ),
                Field(
                    name="reasons",
                    label=_("Reasons"),
                    hint=_("The reporter and the offices read them."),
                    type=FieldType.TEXT,
                    audience=Audience.PARTIES,
                ),
            ),
            meets=("decide",),
            untouched=True,
            main=True,
        ),
        Step(
            name="withdraw",
            label=_("Withdraw"),
            done=_("The reporter withdrew it"),
            sources=("filed", "examined"),
            target="withdrawn",
            actors=(reporter,),
        ),
    ),
    promises=(PromiseKind("decide", _("Decide on the appeal"), party="reviewer", main=True),),
    worklists=(Worklist("appeals", _("Appeals"), "reviewer", ("filed", "examined")),),
    origin=Relation("reviewed_by", _("Reviewed by"), "case", ("closed",), within="appeal"),
)
