"""Reading the answer templates of the organisations that somebody handles for."""

from collections.abc import Sequence

from django.db.models import QuerySet

from linli.apps.cases.models import AnswerTemplate
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter
from linli.core.matters.registry import Phrase
from linli.ground.parties.enums import DutyKind


def list_templates(user: ActingUser) -> QuerySet[AnswerTemplate]:
    """Templates of the organisations for which this user handles, by name."""
    own = [duty.organisation_id for duty in user.duties if duty.kind == DutyKind.HANDLER]
    return AnswerTemplate.objects.filter(community=user.community, organisation__in=own).order_by(
        "name"
    )


def list_phrases(user: ActingUser, matter: Matter) -> Sequence[Phrase]:
    """Those of the organisation that holds the matter, for its own people."""
    held = list_templates(user).filter(organisation=matter.holder_id)
    return [Phrase(row.name, row.text) for row in held]
