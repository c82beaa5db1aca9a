"""From the report to the dispatch."""

from django.utils.translation import gettext_noop as _

from linli.apps.cases.procedure import fields
from linli.apps.cases.procedure.states import DISPATCHER, UNDECIDED
from linli.core.matters.definition import Step, anyone

OPENING = Step(
    name="report",
    label=_("Report"),
    done=_("A resident reported it"),
    sources=(),
    target="reported",
    actors=(anyone,),
    fields=(
        fields.CATEGORY,
        fields.PHOTOS,
        fields.WORDS,
        fields.PLACE,
        fields.COORDINATES,
        fields.SPOT,
        fields.NAME,
        fields.PHONE,
        fields.HIDDEN,
        fields.ON_BEHALF,
    ),
    opens=("accept",),
)

INTAKE = (
    Step(
        name="accept",
        label=_("Accept"),
        done=_("Accepted"),
        sources=("reported",),
        target="accepted",
        actors=(DISPATCHER,),
        fields=(fields.CATEGORY,),
        meets=("accept",),
        opens=("dispatch",),
        main=True,
        hint=_("It is for an office or organisation here; check the category."),
    ),
    Step(
        name="redirect",
        label=_("Redirect"),
        done=_("Shown another way"),
        sources=UNDECIDED,
        target="redirected",
        actors=(DISPATCHER,),
        fields=(fields.ROUTE, fields.EXPLANATION),
        meets=("accept",),
        hint=_("It is not for us: say where it belongs."),
    ),
    Step(
        name="merge",
        label=_("Merge"),
        done=_("Merged into an earlier matter"),
        sources=UNDECIDED,
        target="merged",
        actors=(DISPATCHER,),
        fields=(fields.ORIGINAL,),
        meets=("accept",),
        hint=_("It says the same as an earlier one."),
    ),
    Step(
        name="dispatch",
        label=_("Dispatch"),
        done=_("Dispatched"),
        sources=("accepted",),
        target="dispatched",
        actors=(DISPATCHER,),
        fields=(fields.ORGANISATION, fields.BRIEF),
        meets=("dispatch",),
        opens=("contact", "handle"),
        main=True,
        hint=_("The clock starts now."),
    ),
)

CORRECTING = (
    Step(
        name="correct_category",
        label=_("Correct the category"),
        done=_("The category was corrected"),
        sources=("accepted", "dispatched", "handling", "handled", "verified"),
        target=None,
        actors=(DISPATCHER,),
        fields=(fields.RIGHT_CATEGORY, fields.REASON),
        tells=("reporter", "holder"),
        hint=_("Promises that run keep their time; those that are made from now on follow it."),
    ),
)
