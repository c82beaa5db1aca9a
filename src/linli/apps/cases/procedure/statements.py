"""What an organisation says in public about a promise that it broke."""

from django.utils.translation import gettext_noop as _

from linli.apps.cases.procedure import fields
from linli.apps.cases.procedure.states import HANDLER
from linli.core.matters.definition import Step

ANSWERING = (
    Step(
        name="explain",
        label=_("Say in public why it is late"),
        done=_("The organisation said in public why it was late"),
        sources=("dispatched", "handling", "handled", "verified", "closed"),
        target=None,
        actors=(HANDLER,),
        fields=(fields.CAUSE, fields.STATEMENT),
        after_breach=("contact", "handle"),
        tells=("reporter",),
        limit=3,
        per="dispatch",
        of_each=True,
        hint=_("It stands on the matter and on the page of your organisation."),
    ),
)
