"""What a mediation is about, in words."""

from django.utils.translation import gettext

from linli.apps.cases.procedure.mediation import SUBJECTS
from linli.ground.communities.models import Community


def mediation_label(_community: Community, code: str) -> str:
    """The subject in the reader's language; the code where it is none of the list."""
    return {choice.code: gettext(choice.label) for choice in SUBJECTS}.get(code, code)
