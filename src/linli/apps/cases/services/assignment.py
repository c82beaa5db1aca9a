"""Giving a matter to an organisation: who may have it, and who may not."""

from django.db.models import Q, QuerySet

from linli.apps.cases.models import Case, Category
from linli.apps.cases.services.claims import check_claim
from linli.apps.cases.services.suggestions import note_organisation
from linli.core.matters.context import StepContext
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.models import Matter, MatterLink
from linli.core.records.models import Record
from linli.ground.parties.enums import Sector
from linli.ground.parties.models import Organisation
from linli.ground.parties.selectors import knows_reporter


def assign(context: StepContext, *, case: Matter) -> Organisation:
    """Makes the chosen organisation the holder of the step's matter, the case or a part of it.

    Raises InputRefusedError naming the organisation: knows_hidden_reporter where the reporter
    stays hidden and it knows him, by the dispatcher, who serves it, or by somebody who was given
    his contact data.
    """
    holder = Organisation.objects.get(
        community=context.community, slug=context.values.text("organisation")
    )
    if case.reporter_hidden and (
        any(duty.organisation_id == holder.pk for duty in context.user.duties)
        or knows_reporter(holder, matter_numbers=_list_numbers(case))
    ):
        raise InputRefusedError({"organisation": "knows_hidden_reporter"})
    context.matter.holder = holder
    return holder


def _list_numbers(case: Matter) -> list[str]:
    """Of the case and of what came out of it: the contact can be opened on any of them."""
    thread = Matter.objects.filter(Q(pk=case.pk) | Q(backlinks__matter=case))
    return list(thread.values_list("number", flat=True))


def check_duty_list(holder: Organisation, *, case: Matter) -> None:
    """Raises InputRefusedError where a residents' body would be made to lead what its list of
    duties does not hold (北京市接诉即办工作条例 art. 17)."""
    if holder.sector != Sector.RESIDENTS_BODY:
        return
    listed = Category.objects.filter(
        community_id=case.community_id, code=case.subject, community_duty=True
    )
    if not listed.exists():
        raise InputRefusedError({"organisation": "not_on_duty_list"})


def dispatch(context: StepContext) -> None:
    """Makes the chosen organisation lead the case; InputRefusedError as above."""
    check_claim(context)
    note_organisation(context)
    _let_lead(context)
    _confirm_spot(context.matter)


def _confirm_spot(matter: Matter) -> None:
    """Of a case that comes back from a steward, and that no dispatcher ever accepted: with the
    dispatch he confirms its category."""
    before = Record.objects.filter(matter_id=matter.pk, step__in=("accept", "dispatch"))
    if not before.exists():
        case = Case.objects.select_related("category").get(matter=matter)
        case.in_public_space = case.category.public_space
        case.save(update_fields=["in_public_space"])


def rule(context: StepContext) -> None:
    """Lets the case stay, or gives it to the organisation that the ruling names.

    Raises InputRefusedError naming the organisation: required, the_same, and as for a dispatch.
    """
    chosen, before = context.values.text("organisation"), context.matter.holder
    if context.values.text("ruling") != "moves":
        if chosen:
            raise InputRefusedError({"organisation": "it_stays"})
        return
    if not chosen:
        raise InputRefusedError({"organisation": "required"})
    if before is not None and chosen == before.slug:
        raise InputRefusedError({"organisation": "the_same"})
    check_claim(context)
    _let_lead(context)


def _let_lead(context: StepContext) -> None:
    """InputRefusedError too where the organisation has an open part of the case: it would wait for
    its own answer."""
    case = context.matter
    holder = assign(context, case=case)
    check_duty_list(holder, case=case)
    if _list_called(case).filter(other__holder=holder).exists():
        raise InputRefusedError({"organisation": "takes_part_already"})


def call(context: StepContext) -> None:
    """Calls the chosen organisation to its part of the case.

    Raises InputRefusedError naming the organisation: takes_part_already, knows_hidden_reporter.
    """
    assert context.origin is not None
    holder = assign(context, case=context.origin)
    called = _list_called(context.origin)
    if holder.pk == context.origin.holder_id or called.filter(other__holder=holder).exists():
        raise InputRefusedError({"organisation": "takes_part_already"})


def _list_called(case: Matter) -> QuerySet[MatterLink]:
    """Ties to the parts of the case that are still under way."""
    return MatterLink.objects.filter(
        matter=case, relation="delivered_by", other__closed_at__isnull=True
    )
