"""Lists of matters, ready to be shown without further queries."""

from django.db.models import F, Prefetch, Q, QuerySet

from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter, Promise
from linli.core.matters.policies import visible_to
from linli.core.matters.registry import list_registrations
from linli.ground.parties.models import Organisation
from linli.ground.places.selectors import below

# All of a matter, and of its place and holder what they are called.
LISTED = (
    *(field.name for field in Matter._meta.concrete_fields),  # noqa: SLF001 - Django's public name
    "place__code",
    "place__name",
    "holder__slug",
    "holder__name",
)


def list_matters(
    user: ActingUser,
    *,
    kind: str = "",
    state: str = "",
    place_code: str = "",
    subject: str = "",
    holder_slug: str = "",
) -> QuerySet[Matter]:
    """Visible matters, latest first, ready to be shown in a list without further queries."""
    matters = visible_to(user)
    if kind:
        matters = matters.filter(kind=kind)
    if state:
        matters = matters.filter(state=state)
    if place_code:
        matters = matters.filter(below(place_code, user.community, field="place_code"))
    if subject:
        matters = matters.filter(Q(subject=subject) | Q(subject__startswith=f"{subject}."))
    if holder_slug:
        # By key, so that the holder's index gives the latest first; a join would sort them all.
        named = Organisation.objects.filter(community=user.community, slug=holder_slug)
        matters = matters.filter(holder=named.values("pk")[:1])
    return for_lists(matters).order_by("-opened_at", "-id")


def list_own_matters(user: ActingUser) -> QuerySet[Matter]:
    """What this user reported, by account or by receipts, latest first."""
    own = Q(pk__in=user.receipt_matters)
    if user.resident_id is not None:
        own |= Q(reporter_id=user.resident_id)
    return for_lists(visible_to(user).filter(own)).order_by("-opened_at", "-id")


def for_lists(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """With what a row shows: the names of place and holder, and promises that run or, as the main
    ones of their kind, ran."""
    main = [
        kind.name
        for registration in list_registrations()
        for kind in registration.procedure.promises
        if kind.main
    ]
    shown = Promise.objects.filter(
        Q(met_at__isnull=True) | Q(name__in=main),
        Q(cancelled_at__isnull=True) | Q(cancelled_at__gt=F("due_at")),
    )
    return (
        matters.select_related("place", "holder")
        .only(*LISTED)
        .prefetch_related(Prefetch("promises", queryset=shown.order_by("due_at", "id")))
    )
