"""What people decided about reports, and what was written of late: what is learned from."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.apps.cases.procedure import CASE
from linli.apps.cases.procedure.states import UNDECIDED
from linli.apps.cases.selectors.likeness import make_path
from linli.apps.cases.selectors.words import read_words
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter
from linli.ground.communities.models import Community

DECIDED = tuple(
    state.name
    for state in CASE.states
    if state.name not in {*UNDECIDED, "redirected", "merged", "withdrawn"}
)
NO_VOICE = ("redirected", "withdrawn")
MOST = 20_000
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Decision:
    """The words of a report with the category that a dispatcher gave it and the organisation that
    has it, after every return; `reporter` only tells reporters apart."""

    text: str
    category: str
    organisation: str
    place: str | None
    at: datetime
    reporter: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """The words of one report."""

    number: str
    text: str
    place: str | None
    at: datetime
    reporter: str | None


def list_decisions(community: Community) -> list[Decision]:
    """The latest twenty thousand, in order of their reports; whose words were deleted is not among
    them."""
    rows = Matter.objects.filter(community=community, kind=CASE.kind, state__in=DECIDED)
    latest = list(
        rows.order_by("-opened_at", "-pk").values_list(
            "pk", "subject", "holder__slug", "place_code", "opened_at", "reporter_id"
        )[:MOST]
    )
    words = _words([row[0] for row in latest])
    return [
        Decision(words[pk], subject, holder or "", make_path(community, place), at, _key(reporter))
        for pk, subject, holder, place, at, reporter in reversed(latest)
        if pk in words
    ]


def list_written(
    community: Community, *, since: datetime, most: int, among: Collection[str] | None = None
) -> list[Written]:
    """What many may be seen to write about, since then, in its order, the latest so many; `among`
    leaves those of these numbers.

    Public reports of reporters who do not hide, whose words are still there; nothing that was taken
    back or was not for this place.  A merged one is a second voice.
    """
    rows = Matter.objects.filter(
        community=community,
        kind=CASE.kind,
        privacy=Privacy.PUBLIC,
        reporter_hidden=False,
        opened_at__gte=since,
    ).exclude(state__in=NO_VOICE)
    if among is not None:
        rows = rows.filter(number__in=among)
    latest = list(
        rows.order_by("-opened_at", "-pk").values_list(
            "pk", "number", "place_code", "opened_at", "reporter_id"
        )[:most]
    )
    words = _words([row[0] for row in latest])
    return [
        Written(number, words[pk], make_path(community, place), at, _key(reporter))
        for pk, number, place, at, reporter in reversed(latest)
        if pk in words
    ]


def _key(reporter: UUID | None) -> str | None:
    return str(reporter) if reporter else None


def _words(keys: Sequence[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for batch in _batches(keys):
        found |= read_words(batch)
    return found


def _batches(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for begin in range(0, len(keys), BATCH):
        yield keys[begin : begin + BATCH]
