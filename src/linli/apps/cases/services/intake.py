"""Services of the steps from the report to the dispatch."""

from django.db import connection
from django.db.models import Q

from linli.apps.cases.enums import CaseState
from linli.apps.cases.models import Case, Category
from linli.apps.cases.procedure.states import UNFINISHED
from linli.apps.cases.selectors import make_title
from linli.apps.cases.services.assignment import check_duty_list
from linli.apps.cases.services.claims import check_claim
from linli.apps.cases.services.reporters import place_matter, tie_reporter
from linli.apps.cases.services.suggestions import note_category
from linli.core.matters.context import StepContext
from linli.core.matters.enums import LinkRelation, Privacy
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.models import Matter, MatterLink
from linli.core.matters.policies import visible_to
from linli.core.records.enums import Audience
from linli.core.records.services import Part, has_public_parts
from linli.ground.parties.models import Organisation
from linli.ground.profiles.loader import read_part

SKIPS = bool(connection.features.has_select_for_update_skip_locked)
MERGED_INTO = frozenset({*UNFINISHED, CaseState.CLOSED})


def report(context: StepContext) -> None:
    """Places the report, ties it to its reporter, and gives it a title without his words.

    Raises InputRefusedError naming place, coordinates or contact_phone.
    """
    matter, values = context.matter, context.values
    category = _category(context)
    spot = values.values.get("coordinates")
    place = place_matter(context, spot)
    matter.subject = category.code
    matter.title = make_title(category, place)
    matter.privacy = Privacy.RESTRICTED if category.restricted else Privacy.PUBLIC
    matter.reporter_hidden = bool(values.values.get("hidden"))
    tie_reporter(context)
    Case.objects.create(
        matter=matter,
        category=category,
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
    )


def redirect(context: StepContext) -> None:
    """Tells the reporter the usual words of that way where the dispatcher wrote none."""
    check_claim(context)
    if not context.values.text("explanation"):
        usual = read_part(context.community.profile, "redirects")
        words = usual[context.values.text("route")]
        context.parts.append(Part("explanation", words, Audience.REPORT))


def accept(context: StepContext) -> None:
    """Takes the dispatcher's category over."""
    check_claim(context)
    note_category(context)
    _take_over(context, _category(context))


def correct_category(context: StepContext) -> None:
    """Takes another category over; InputRefusedError naming category: the_same, and
    not_on_duty_list where a residents' body leads the case and its list does not hold this."""
    check_claim(context)
    category = _category(context)
    if category.code == context.matter.subject:
        raise InputRefusedError({"category": "the_same"})
    context.facts["before"] = context.matter.subject
    _take_over(context, category)
    if context.matter.holder is not None:
        _check_holder(context.matter.holder, context.matter)


def _take_over(context: StepContext, category: Category) -> None:
    """The category with the title and privacy that follow from it; what came out of the case, such
    as an appeal, is kept as close as the case."""
    matter = context.matter
    matter.subject = category.code
    if not has_public_parts(matter.pk):
        matter.title = make_title(category, matter.place)
    if category.restricted:
        matter.privacy = Privacy.RESTRICTED
        said_the_same = Q(links__other=matter, links__relation=LinkRelation.MERGED_INTO)
        near = Matter.objects.filter(Q(backlinks__matter=matter) | said_the_same)
        Matter.objects.filter(pk__in=near.values("pk")).update(privacy=Privacy.RESTRICTED)
    Case.objects.filter(matter=matter).update(
        category=category, in_public_space=category.public_space
    )


def _check_holder(holder: Organisation, case: Matter) -> None:
    try:
        check_duty_list(holder, case=case)
    except InputRefusedError as error:
        raise InputRefusedError({"category": error.errors["organisation"]}) from error


def merge(context: StepContext) -> None:
    """Ties the matter to the earlier one; InputRefusedError where that is not to be seen here, is
    being decided at this moment, or where nobody works on it.  A restricted original is named by the link alone."""
    check_claim(context)
    number = context.values.text("original")
    found = visible_to(context.user).filter(number=number, kind=context.matter.kind)
    if not found.exclude(pk=context.matter.pk).exists():
        raise InputRefusedError({"original": "matter_not_found"})
    # Two that are merged into each other at once would both wait for ever, or both be gone.
    original = found.select_for_update(of=("self",), no_key=True, skip_locked=SKIPS).first()
    if original is None:
        raise InputRefusedError({"original": "being_decided"})
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


def _category(context: StepContext) -> Category:
    return Category.objects.get(community=context.community, code=context.values.text("category"))
