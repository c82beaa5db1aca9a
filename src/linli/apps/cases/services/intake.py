"""Services of the steps from the report to the dispatch."""

from linli.apps.cases.enums import CaseState
from linli.apps.cases.models import Case, Category
from linli.apps.cases.procedure.states import UNFINISHED
from linli.apps.cases.selectors import make_title
from linli.apps.cases.selectors.whereabouts import find_place
from linli.core.matters.context import StepContext
from linli.core.matters.enums import LinkRelation, Privacy
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.inputs import Coordinates
from linli.core.matters.models import Matter, MatterLink
from linli.core.matters.policies import visible_to
from linli.core.records.enums import Channel
from linli.core.records.services import has_public_parts
from linli.ground.communities.models import Community
from linli.ground.parties.models import Organisation, Resident
from linli.ground.parties.selectors import knows_reporter
from linli.ground.parties.services import get_or_create_resident, register_resident
from linli.ground.places.models import Place
from linli.ground.privacy.contacts import parse_phone
from linli.ground.privacy.errors import ContactError
from linli.ground.profiles.loader import read_part

MERGED_INTO = frozenset({*UNFINISHED, CaseState.CLOSED})


def report(context: StepContext) -> None:
    """Places the report, ties it to its reporter, and gives it a title without his words.

    Raises InputRefusedError naming place, coordinates or contact_phone.
    """
    matter, values = context.matter, context.values
    category = _category(context)
    spot = values.values.get("coordinates")
    place = _place(context, spot)
    matter.place, matter.place_code = place, place.code
    matter.subject = category.code
    matter.title = make_title(category, place)
    matter.privacy = Privacy.RESTRICTED if category.restricted else Privacy.PUBLIC
    matter.reporter_hidden = bool(values.values.get("hidden"))
    matter.reporter = _reporter(context)
    Case.objects.create(
        matter=matter,
        category=category,
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
    )


def accept(context: StepContext) -> None:
    """Takes the dispatcher's category over, with the title and privacy that follow from it; what
    came out of the case, such as an appeal, is kept as close as the case."""
    category, matter = _category(context), context.matter
    matter.subject = category.code
    if not has_public_parts(matter.pk):
        matter.title = make_title(category, matter.place)
    if category.restricted:
        matter.privacy = Privacy.RESTRICTED
        Matter.objects.filter(backlinks__matter=matter).update(privacy=Privacy.RESTRICTED)
    Case.objects.filter(matter=matter).update(category=category)


def dispatch(context: StepContext) -> None:
    """Makes the chosen organisation the holder.

    Raises InputRefusedError where the reporter stays hidden and the organisation knows him: by the
    dispatcher, who serves it, or by somebody who was given his contact data.
    """
    matter = context.matter
    holder = Organisation.objects.get(
        community=context.community, slug=context.values.text("organisation")
    )
    if matter.reporter_hidden and (
        any(duty.organisation_id == holder.pk for duty in context.user.duties)
        or knows_reporter(holder, matter_number=matter.number)
    ):
        raise InputRefusedError({"organisation": "knows_hidden_reporter"})
    matter.holder = holder


def merge(context: StepContext) -> None:
    """Ties the matter to the earlier one; InputRefusedError where that is not to be seen here, or
    where nobody works on it.  A restricted original is named by the link alone."""
    number = context.values.text("original")
    original = visible_to(context.user).filter(number=number, kind=context.matter.kind).first()
    if original is None or original.pk == context.matter.pk:
        raise InputRefusedError({"original": "matter_not_found"})
    if original.state not in MERGED_INTO:
        raise InputRefusedError({"original": "nobody_works_on_it"})
    if original.privacy == Privacy.PUBLIC:
        context.facts["original"] = original.number
    MatterLink.objects.create(
        community=context.community,
        matter=context.matter,
        other=original,
        relation=LinkRelation.MERGED_INTO,
        created_at=context.now,
    )


def calling_code(community: Community) -> str:
    """The dialling code that a number without one belongs to, by the community's profile."""
    return str(read_part(community.profile, "profile")["calling_code"])


def _category(context: StepContext) -> Category:
    return Category.objects.get(community=context.community, code=context.values.text("category"))


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
            raise StepRefusedError("not_your_duty", "report")
        context.channel = Channel.DESK
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
