"""What the handling organisation may ask for, and who decides: a return, more time.

The clock runs on from the dispatch whatever is asked; what is decided about a return stands.
"""

from django.utils.translation import gettext_noop as _

from linli.apps.cases.procedure import fields
from linli.apps.cases.procedure.states import DISPATCHER, HANDLER, OFFICER
from linli.core.matters.definition import Choice, Field, FieldType, Step
from linli.core.records.enums import Audience

STAYS, MOVES = "stays", "moves"

RETURNING = (
    Step(
        name="ask_return",
        label=_("Not ours: ask to return it"),
        done=_("The organisation says that it is not for it"),
        sources=("dispatched",),
        target=None,
        actors=(HANDLER,),
        fields=(
            Field(
                name="reason",
                label=_("Why is it not yours, and whose is it?"),
                hint=_("Somebody else than the dispatcher of it decides, once and for all."),
                type=FieldType.TEXT,
                audience=Audience.PARTIES,
            ),
        ),
        unless=("extend",),
        opens=("rule",),
        tells=("dispatcher", "officer"),
        limit=1,
        per="dispatch",
        hint=_("Once only. The clock runs on meanwhile."),
    ),
    Step(
        name="rule",
        label=_("Rule on the return"),
        done=_("It was ruled whose it is"),
        sources=("dispatched",),
        target=None,
        actors=(OFFICER, DISPATCHER),
        fields=(
            Field(
                name="ruling",
                label=_("Whose is it?"),
                type=FieldType.CHOICE,
                choices=(
                    Choice(STAYS, _("It stays where it is")),
                    Choice(MOVES, _("It goes to another organisation")),
                ),
            ),
            Field(
                name="organisation",
                label=_("To which organisation?"),
                hint=_("Only where it goes to another. It may not be returned again."),
                type=FieldType.OPTION,
                options="organisations",
                required=False,
            ),
            Field(
                name="reasons",
                label=_("Reasons"),
                hint=_("Both organisations read them."),
                type=FieldType.TEXT,
                audience=Audience.PARTIES,
            ),
        ),
        needs=("rule",),
        meets=("rule",),
        passes_on=("contact", "handle"),
        apart_in_person=("dispatch", "ask_return"),
        apart_from_holder=True,
        tells=("holder", "asker", "reporter"),
        main=True,
        hint=_("Somebody else than who dispatched it. It cannot be returned twice."),
    ),
)

EXTENDING = (
    Step(
        name="ask_extension",
        label=_("Ask for more time"),
        done=_("The organisation asked for more time"),
        sources=("dispatched", "handling"),
        target=None,
        actors=(HANDLER,),
        fields=(
            Field(
                name="reason",
                label=_("Why does it take longer?"),
                hint=_("The reporter reads this."),
                type=FieldType.TEXT,
                audience=Audience.PARTIES,
            ),
            Field(
                name="longer",
                label=_("How much longer?"),
                type=FieldType.CHOICE,
                choices=fields.LONGER,
            ),
        ),
        unless=("rule",),
        opens=("extend",),
        before_due="handle",
        tells=("dispatcher",),
        limit=1,
        per="dispatch",
        of_each=True,
        hint=_("Before the time has run out, and once only."),
    ),
    Step(
        name="decide_extension",
        label=_("Decide on more time"),
        done=_("It was decided whether there is more time"),
        sources=("dispatched", "handling"),
        target=None,
        actors=(DISPATCHER, OFFICER),
        fields=(
            Field(
                name="extension",
                label=_("How much more time?"),
                type=FieldType.CHOICE,
                choices=(Choice("none", _("None: the time stands")), *fields.LONGER),
            ),
            Field(
                name="reasons",
                label=_("Reasons"),
                hint=_("The reporter reads them."),
                type=FieldType.TEXT,
                audience=Audience.PARTIES,
            ),
        ),
        needs=("extend",),
        meets=("extend",),
        extends=("handle", "extension"),
        apart_in_person=("ask_extension",),
        apart_from_holder=True,
        tells=("holder", "reporter"),
        main=True,
        hint=_("The reporter is told. The first due time stays on record."),
    ),
)
