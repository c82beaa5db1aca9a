"""The case: its states, steps, promises and lists put together."""

from django.utils.translation import gettext_noop as _

from linli.apps.cases.procedure import fields
from linli.apps.cases.procedure.afterwards import AFTERWARDS
from linli.apps.cases.procedure.handling import CHECKING, HANDLING
from linli.apps.cases.procedure.intake import INTAKE, OPENING
from linli.apps.cases.procedure.states import HANDLED_BY, STATES, UNDECIDED, UNFINISHED
from linli.core.matters.definition import (
    ContributionKind,
    Procedure,
    PromiseKind,
    Where,
    Worklist,
    anyone,
    reporter,
)

CASE = Procedure(
    kind="case",
    version=1,
    label=_("Report"),
    plural=_("Reports"),
    seal="报",
    prefix="BS",
    states=STATES,
    opening=OPENING,
    steps=(*INTAKE, *HANDLING, *CHECKING, *AFTERWARDS),
    promises=(
        PromiseKind("accept", _("Answer whether it is taken on"), party="dispatcher"),
        PromiseKind("dispatch", _("Give it to an organisation"), party="dispatcher"),
        PromiseKind("contact", _("Contact the reporter"), hidden_party="dispatcher"),
        PromiseKind("handle", _("Get it done"), main=True),
        PromiseKind("verify", _("Verify on the spot"), party="steward"),
        PromiseKind("close", _("Close it"), party="dispatcher"),
    ),
    contributions=(
        ContributionKind(
            name="join",
            label=_("It affects me too"),
            done=_("Others joined"),
            states=UNFINISHED,
            actors=(anyone,),
            followed=True,
        ),
        ContributionKind(
            name="supplement",
            label=_("Add something"),
            done=_("The reporter added something"),
            states=UNFINISHED,
            actors=(reporter,),
            fields=(fields.SUPPLEMENT, fields.MORE_PHOTOS),
            once=False,
        ),
    ),
    worklists=(
        Worklist(
            "dispatch",
            _("To be dispatched"),
            "dispatcher",
            UNDECIDED,
            hint=_("New reports and accepted ones, the most urgent first."),
        ),
        Worklist("closing", _("To be closed"), "dispatcher", ("verified",)),
        Worklist(
            "inbox",
            _("Inbox"),
            "handler",
            ("dispatched", "handling"),
            where=Where.HOLDER,
            hint=_("What your organisation has promised, the most urgent first."),
        ),
        Worklist("verify", _("To be verified on the spot"), "steward", ("handled",)),
        Worklist("office", _("To be verified or closed"), "officer", ("handled", "verified")),
        Worklist("running", _("Everything under way"), "supervisor", UNFINISHED),
    ),
    handled_by=HANDLED_BY,
    closed_by=("verify", "close"),
)
