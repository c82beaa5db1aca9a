"""Taking a case out of the rates: asked for by an office, decided by a supervisor, logged.

What nobody here could solve should not count against whoever answered it; that it is left out is
public, with its ground (36 of 北京市接诉即办工作条例 on forgiving errors, and published practice).
"""

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
)
from linli.core.records.enums import Audience

OFFICER, SUPERVISOR = duty("officer"), duty("supervisor")
GROUND = Field(
    name="ground",
    label=_("Why should it not count?"),
    type=FieldType.CHOICE,
    choices=(
        Choice("beyond", _("It lies beyond what anybody here may do")),
        Choice("law", _("The law forbids what was asked for")),
        Choice("waiting", _("It depends on a plan or a budget of later years")),
        Choice("mistaken", _("What was reported did not happen")),
    ),
)
REASONS = Field(
    name="reasons",
    label=_("Reasons"),
    hint=_("The reporter and the offices read them."),
    type=FieldType.TEXT,
    audience=Audience.PARTIES,
)

EXCLUSION = Procedure(
    kind="exclusion",
    version=1,
    label=_("Exclusion from the rates"),
    plural=_("Exclusions from the rates"),
    seal="剔",
    prefix="TC",
    states=(
        State(
            "asked",
            _("Asked for"),
            Phase.WAITING,
            meaning=_("An office asks that this case does not count. A supervisor decides."),
        ),
        State(
            "granted",
            _("Granted"),
            Phase.DONE,
            final=True,
            meaning=_("The case does not count in the rates. It stays open to everybody."),
        ),
        State(
            "refused",
            _("Refused"),
            Phase.ELSEWHERE,
            final=True,
            meaning=_("The case counts in the rates as every other."),
        ),
    ),
    opening=Step(
        name="ask",
        label=_("Ask that it does not count in the rates"),
        done=_("It was asked that the case does not count"),
        sources=(),
        target="asked",
        actors=(OFFICER,),
        fields=(GROUND, REASONS),
        opens=("decide",),
        tells=("supervisor",),
    ),
    steps=(
        Step(
            name="grant",
            label=_("Grant: it does not count"),
            done=_("Granted: the case does not count in the rates"),
            sources=("asked",),
            target="granted",
            actors=(SUPERVISOR,),
            fields=(REASONS,),
            meets=("decide",),
            apart_from=("ask",),
            untouched=True,
            main=True,
            hint=_("Somebody else than who asked, of another organisation. Everybody sees it."),
        ),
        Step(
            name="refuse",
            label=_("Refuse: it counts"),
            done=_("Refused: the case counts in the rates"),
            sources=("asked",),
            target="refused",
            actors=(SUPERVISOR,),
            fields=(REASONS,),
            meets=("decide",),
            apart_from=("ask",),
            untouched=True,
        ),
    ),
    promises=(PromiseKind("decide", _("Decide on it"), party="supervisor", main=True),),
    worklists=(
        Worklist(
            "exclusions",
            _("Exclusions to decide on"),
            "supervisor",
            ("asked",),
            hint=_("Cases that an office wants to be left out of the rates."),
        ),
    ),
    origin=Relation("decided_by", _("Decided by"), "case", ("closed",), within="exclusion"),
)
