"""The dispatcher's board: what waits, and everything about the one that is chosen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from linli.apps.cases.models import Claim
from linli.apps.cases.procedure import CASE, DISPATCH_QUEUE
from linli.apps.cases.procedure.states import UNFINISHED
from linli.apps.cases.selectors.duplicates import Likeness, list_likely_same
from linli.apps.cases.selectors.hints import suggest_for_cases
from linli.apps.cases.selectors.routing import Proposal, Router
from linli.apps.cases.selectors.suggestions import Asked
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter
from linli.core.matters.policies import visible_to
from linli.core.matters.registry import Hint
from linli.core.matters.selectors import list_timeline, list_worklist
from linli.core.pages.rows import Row, make_rows
from linli.ground.calendars.public import get_calendar
from linli.ground.profiles.loader import read_part

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue: what is suggested, how many others of the same category lie in its grid
    and are under way, and who else is at it."""

    row: Row
    hint: Hint | None
    similar: int
    claimed_by: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The case that the dispatcher looks at.  `marked` are its words in pieces, each with whether
    it spoke for a proposal."""

    matter: Matter
    marked: tuple[tuple[str, bool], ...]
    spot: str
    proposals: tuple[Proposal, ...]
    likely_same: tuple[Likeness, ...]
    claim: Claim | None
    routes: tuple[tuple[str, str, str], ...]

    @property
    def words(self) -> str:
        return "".join(piece for piece, _ in self.marked)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many wait in all, and how many of them are late."""

    total: int
    late: int


def count_waiting(user: ActingUser, *, now: datetime) -> Standing:
    """Of the whole queue, those that are not shown among them; one query."""
    found = list_worklist(user, kind=CASE.kind, worklist=DISPATCH_QUEUE).order_by()
    return Standing(
        **found.aggregate(total=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))
    )


def list_waiting(user: ActingUser, *, now: datetime) -> list[Waiting]:
    """The queue's first fifty, the earliest due first; the number of queries does not depend on its
    length."""
    matters = list(list_worklist(user, kind=CASE.kind, worklist=DISPATCH_QUEUE)[:SHOWN])
    rows = make_rows(matters, calendar=get_calendar(user.community), now=now)
    hints = suggest_for_cases(user, matters)
    claims = {
        claim.matter_id: claim.account.display_name
        for claim in Claim.objects.filter(
            matter__in=[matter.pk for matter in matters], until__gt=now
        ).select_related("account")
        if user.account is None or claim.account_id != user.account.pk
    }
    alike = _count_alike(user, matters)
    return [
        Waiting(
            row,
            hints.get(row.matter.pk),
            max(alike[row.matter.subject, row.matter.place_code] - 1, 0),
            claims.get(row.matter.pk, ""),
        )
        for row in rows
    ]


def _count_alike(user: ActingUser, matters: Sequence[Matter]) -> Counter[tuple[str, str]]:
    """By category and place: how many are under way, these among them; one query."""
    under_way = visible_to(user).filter(
        kind=CASE.kind,
        state__in=UNFINISHED,
        subject__in={matter.subject for matter in matters},
        place_code__in={matter.place_code for matter in matters},
    )
    rows = under_way.order_by().values_list("subject", "place_code").annotate(number=Count("pk"))
    return Counter({(subject, place): number for subject, place, number in rows})


def look_at(matter: Matter, *, user: ActingUser, now: datetime) -> Chosen:
    """Everything that the board says of the chosen case."""
    texts = {
        part.name: part.text
        for entry in list_timeline(matter, user=user)
        if entry.record.step == CASE.opening.name
        for part in entry.parts
    }
    words = texts.get("words", "")
    proposals = _propose(matter, words, user=user)
    claim = Claim.objects.filter(matter=matter, until__gt=now).select_related("account").first()
    spoke = {word for proposal in proposals for word in proposal.words}
    return Chosen(
        matter=matter,
        marked=tuple(mark(words, spoke)),
        spot=texts.get("spot", ""),
        proposals=proposals,
        likely_same=tuple(list_likely_same(matter, user=user)) if words else (),
        claim=claim,
        routes=_routes(user),
    )


def _routes(user: ActingUser) -> tuple[tuple[str, str, str], ...]:
    """Code, name and usual words of each other way."""
    usual = read_part(user.community.profile, "redirects")
    field = CASE.step_by_name["redirect"].field("route")
    return tuple((choice.code, choice.label, usual[choice.code]) for choice in field.choices)


def _propose(matter: Matter, words: str, *, user: ActingUser) -> tuple[Proposal, ...]:
    """What the words speak for; last what the reporter chose himself, if it is not among them."""
    router = Router.load(user.community)
    asked = Asked.about(matter, words, community=user.community)
    if matter.state != "reported":
        return router.propose(asked, router.settle(matter.subject))
    found = router.suggest(asked)
    if matter.subject not in {each.category.code for each in found}:
        found = [*found, *router.settle(matter.subject)]
    return router.propose(asked, found)


def mark(text: str, words: Sequence[str] | set[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words; the longer word first."""
    pieces, plain = [], ""
    at = 0
    ordered = sorted(words, key=lambda word: (-len(word), word))
    while at < len(text):
        hit = next((word for word in ordered if word and text.startswith(word, at)), "")
        if hit:
            pieces += [(plain, False), (hit, True)] if plain else [(hit, True)]
            plain = ""
        else:
            plain += text[at]
        at += len(hit) or 1
    return pieces + ([(plain, False)] if plain else [])
