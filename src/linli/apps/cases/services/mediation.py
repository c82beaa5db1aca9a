"""The opening of a mediation."""

from django.utils.translation import override

from linli.apps.cases.selectors import mediation_label
from linli.apps.cases.services.reporters import place_matter, tie_reporter
from linli.core.matters.acting import local_day
from linli.core.matters.context import StepContext
from linli.core.matters.enums import Privacy
from linli.core.matters.errors import InputRefusedError
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.selectors import list_current_duty_holders
from linli.ground.places.models import Place
from linli.ground.places.selectors import list_codes_above


def ask_mediation(context: StepContext) -> None:
    """Places it, ties it to whoever asks, and keeps it to its parties.

    Raises InputRefusedError naming place (nobody_mediates: it is the mediators' alone, so that
    without one nobody would ever read it) or contact_phone.
    """
    matter = context.matter
    place = place_matter(context)
    _check_mediator(context, place)
    matter.subject = context.values.text("about")
    matter.privacy = Privacy.RESTRICTED
    tie_reporter(context)
    with override(context.community.language):
        about = mediation_label(context.community, matter.subject)
    matter.title = f"{about} · {place.name}"


def _check_mediator(context: StepContext, place: Place) -> None:
    mediators = list_current_duty_holders(
        context.community,
        kind=DutyKind.MEDIATOR,
        codes=list_codes_above(context.community, place.code),
        on=local_day(context.community),
    )
    if not mediators.exists():
        raise InputRefusedError({"place": "nobody_mediates"})
