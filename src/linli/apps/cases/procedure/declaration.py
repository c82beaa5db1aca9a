"""The case: its states, steps, promises and lists put together."""

from django.utils.translation import gettext_noop as _

from linli.apps.cases.procedure import fields
from linli.apps.cases.procedure.afterwards import AFTERWARDS
from linli.apps.cases.procedure.handling import CHECKING, HANDLING
from linli.apps.cases.procedure.intake import CORRECTING, INTAKE, OPENING
from linli.apps.cases.procedure.lateness import ESCALATING, LADDER
from linli.apps.cases.procedure.objections import EXTENDING, RETURNING
from linli.apps.cases.procedure.on_the_spot import CHECKING_SOLUTIONS, SOLVING
from linli.apps.cases.procedure.statements import ANSWERING
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
    version=5,
    label=_("Report"),
    plural=_("Reports"),
    seal="报",
    prefix="BS",
    states=STATES,
    opening=OPENING,
    steps=(
        *INTAKE,
        *SOLVING,
        *HANDLING,
        *RETURNING,
        *EXTENDING,
        *ANSWERING,
        *CHECKING,
        *CHECKING_SOLUTIONS,
        *CORRECTING,
        *AFTERWARDS,
        *ESCALATING,
    ),
    promises=(
        PromiseKind("accept", _("Answer whether it is taken on"), party="dispatcher"),
        PromiseKind("dispatch", _("Give it to an organisation"), party="dispatcher"),
        PromiseKind(
            "contact", _("Contact the reporter"), hidden_party="dispatcher", to_reporter=True
        ),
        PromiseKind("handle", _("Get it done"), main=True),
        PromiseKind("rule", _("Rule whose it is"), party="officer"),
        PromiseKind("extend", _("Decide on more time"), party="dispatcher"),
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
            page="/board",
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
        Worklist("verify", _("To be verified on the spot"), "steward", ("handled",), page="/round"),
        Worklist("office", _("To be verified or closed"), "officer", ("handled", "verified")),
        Worklist(
            "callback",
            _("To be called back"),
            "desk",
            ("closed",),
            lacking=("call_back", "rate"),
            within="call_back",
            hint=_("Closed matters whose reporters have not said yet how it went."),
        ),
        Worklist("late", _("Late"), "officer", UNFINISHED, late=True),
        Worklist(
            "lateness",
            _("Late now"),
            "supervisor",
            UNFINISHED,
            late=True,
            page="/supervision",
        ),
        Worklist("running", _("Everything under way"), "supervisor", UNFINISHED),
    ),
    ladder=LADDER,
    handled_by=HANDLED_BY,
    closed_by=("verify", "close"),
)
DISPATCH_QUEUE = next(each for each in CASE.worklists if each.name == "dispatch")
