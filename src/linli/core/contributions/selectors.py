"""Reading contributions: how many of each kind, and whether one's own is among them."""

from django.db.models import Count

from linli.core.contributions.models import Contribution
from linli.core.contributions.policies import admit
from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import ContributionKind
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter
from linli.core.matters.versions import procedure_of


def count_contributions(matter: Matter) -> dict[str, int]:
    """Contributions to a matter by kind."""
    rows = (
        Contribution.objects.filter(matter=matter)
        .values_list("kind")
        .annotate(number=Count("id"))
        .order_by("kind")
    )
    return dict(rows)


def list_possible_contributions(matter: Matter, *, user: ActingUser) -> list[ContributionKind]:
    """Contributions that are open to this user in the matter's present state."""
    possible = []
    for declared in procedure_of(matter).contributions:
        try:
            admit(declared, matter, user)
        except StepRefusedError:
            continue
        if not declared.once or not has_contributed(matter, declared.name, user=user):
            possible.append(declared)
    return possible


def has_contributed(matter: Matter, kind: str, *, user: ActingUser) -> bool:
    """Whether this account gave that contribution already."""
    if user.account is None:
        return False
    return Contribution.objects.filter(matter=matter, kind=kind, account=user.account).exists()
