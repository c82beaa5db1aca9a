"""Who reports, and where: what the openings of a case and of a mediation have in common."""

from linli.apps.cases.selectors.whereabouts import find_place
from linli.core.matters.context import StepContext
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.inputs import Coordinates
from linli.core.records.enums import Channel
from linli.ground.communities.models import Community
from linli.ground.parties.models import Resident
from linli.ground.parties.services import get_or_create_resident, register_resident
from linli.ground.places.models import Place
from linli.ground.privacy.contacts import parse_phone
from linli.ground.privacy.errors import ContactError
from linli.ground.profiles.loader import read_part


def place_matter(context: StepContext, spot: Coordinates | None = None) -> Place:
    """Puts the matter where its opening says; InputRefusedError naming place or coordinates."""
    matter, place = context.matter, _place(context, spot)
    matter.place, matter.place_code = place, place.code
    return place


def tie_reporter(context: StepContext) -> None:
    """Ties the matter to whoever opens it, or for whom somebody on duty does.

    Raises InputRefusedError naming contact_phone, StepRefusedError where only a duty may.
    """
    context.matter.reporter = _reporter(context)


def calling_code(community: Community) -> str:
    """The dialling code that a number without one belongs to, by the community's profile."""
    return str(read_part(community.profile, "profile")["calling_code"])


def _place(context: StepContext, spot: Coordinates | None) -> Place:
    code, address = context.values.text("place"), context.values.text("spot")
    place = find_place(context.community, spot=spot, code=code, address=address)
    if place is not None:
        return place
    if spot is not None:
        raise InputRefusedError({"coordinates": "outside_area"})
    raise InputRefusedError({"place": "not_a_choice" if code else "required"})


def _reporter(context: StepContext) -> Resident | None:
    values, user = context.values, context.user
    if values.values.get("on_behalf"):
        if not user.duties:
            raise StepRefusedError("not_your_duty", context.decision.step.name)
        context.channel = Channel.DESK
    elif user.channel is Channel.PATROL:
        # Whoever finds it on duty is its author; a reporter would be kept from solving it, and rate it.
        return None
    elif user.account is not None:
        return get_or_create_resident(user.account)
    name, phone = values.text("contact_name"), values.text("contact_phone")
    if not (name or phone):
        return None
    try:
        written = parse_phone(phone, country_code=calling_code(context.community)) if phone else ""
    except ContactError as error:
        raise InputRefusedError({"contact_phone": error.code}) from error
    return register_resident(context.community, name=name, phone=written, mail="", at=context.now)
