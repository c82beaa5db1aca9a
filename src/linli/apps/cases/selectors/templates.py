"""Reading the answer templates of the organisations that somebody handles for."""

from collections.abc import Sequence

from django.db.models import QuerySet

from linli.apps.cases.models import AnswerTemplate
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter
from linli.core.matters.registry import Phrase
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Organisation


def list_handled_for(user: ActingUser) -> list[Organisation]:
    """The organisations for which this user handles, each once, by name."""
    found = {
        duty.organisation_id: duty.organisation
        for duty in user.duties
        if duty.kind == DutyKind.HANDLER
    }
    return sorted(found.values(), key=lambda organisation: organisation.name)


def list_templates(user: ActingUser) -> QuerySet[AnswerTemplate]:
    """Templates of the organisations for which this user handles, by name."""
    return _list_own(user).filter(ended_at__isnull=True).order_by("name", "pk")


def list_ended_templates(user: ActingUser) -> QuerySet[AnswerTemplate]:
    """Those that they had, the last that ended first."""
    ended = _list_own(user).filter(ended_at__isnull=False)
    return ended.select_related("begun_by", "ended_by").order_by("-ended_at", "pk")


def list_phrases(user: ActingUser, matter: Matter) -> Sequence[Phrase]:
    """Those of the organisation that holds the matter, for its own people."""
    held = list_templates(user).filter(organisation=matter.holder_id)
    return [Phrase(row.name, row.text) for row in held]


def _list_own(user: ActingUser) -> QuerySet[AnswerTemplate]:
    return AnswerTemplate.objects.filter(
        community=user.community, organisation__in=list_handled_for(user)
    ).select_related("organisation")
