"""Reading matters: lists, one's own, worklists, one matter; and what is asked of one beside steps."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from linli.core.follows.services import follow_matter, unfollow_matter
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.registry import list_registrations
from linli.core.matters.selectors import get_matter, list_matters, list_own_matters
from linli.core.matters.services import claim_matter, disclose_reporter, revoke_receipts
from linli.core.rest.answers import answer
from linli.core.rest.callers import acting
from linli.core.rest.details import make_detail
from linli.core.rest.fetching import check_printable, checked
from linli.core.rest.items import make_item, only_shown
from linli.core.rest.operations import ANYBODY, reading, writing
from linli.core.rest.paging import MOST_PER_PAGE, PER_PAGE, Part, read_behind
from linli.core.rest.schemas import (
    Claimed,
    Following,
    MatterDetail,
    MatterList,
    ReporterContact,
    Revoked,
)
from linli.ground.places.codes import CodeError

LONGEST_FILTER = 120
router = Router(tags=["matters"])
Filter = Annotated[str, Query(max_length=LONGEST_FILTER)]
Limit = Annotated[int, Query(ge=1, le=MOST_PER_PAGE)]


@router.get(
    "/matters",
    response=reading(MatterList),
    operation_id="list_matters",
    summary="Matters that the caller may see, latest first",
    openapi_extra=ANYBODY,
)
def list_all(
    request: HttpRequest,
    *,
    kind: Filter = "",
    state: Filter = "",
    place: Filter = "",
    category: Filter = "",
    organisation: Filter = "",
    after: Filter = "",
    limit: Limit = PER_PAGE,
) -> HttpResponse:
    """Filters: kind, state, place and category with all below them, organisation by its slug.
    Follow `next`."""
    filters = {
        "kind": kind,
        "state": state,
        "place": place,
        "category": category,
        "organisation": organisation,
    }
    _check(filters)
    try:
        matters = list_matters(
            acting(request),
            kind=kind,
            state=state,
            place_code=place,
            subject=category,
            holder_slug=organisation,
        )
    except CodeError as error:
        raise InputRefusedError({"place": "not_a_choice"}) from error
    return _list(read_behind(request, only_shown(matters), after=after, limit=limit))


def _check(filters: dict[str, str]) -> None:
    check_printable(filters)
    kinds = {registration.procedure.kind for registration in list_registrations()}
    if filters["kind"] and filters["kind"] not in kinds:
        raise InputRefusedError({"kind": "not_a_choice"})


@router.get(
    "/mine",
    response=reading(MatterList),
    operation_id="list_own_matters",
    summary="What the caller reported, by account or receipt, latest first",
    openapi_extra=ANYBODY,
)
def list_own(request: HttpRequest, after: Filter = "", limit: Limit = PER_PAGE) -> HttpResponse:
    """Follow `next`."""
    matters = list_own_matters(acting(request))
    return _list(read_behind(request, only_shown(matters), after=after, limit=limit))


def _list(part: Part) -> HttpResponse:
    now = timezone.now()
    listed: MatterList = {
        "items": [make_item(matter, now=now) for matter in part.matters],
        "next": part.next,
    }
    return answer(listed)


@router.get(
    "/matters/{number}",
    response=reading(MatterDetail),
    operation_id="get_matter",
    summary="One matter, as the caller may see it",
    openapi_extra=ANYBODY,
)
def get_one(request: HttpRequest, number: str) -> HttpResponse:
    """State, promises on their clocks, timeline, thread, and what the caller may do now."""
    user = acting(request)
    matter = get_matter(checked(number), user=user)
    return answer(make_detail(matter, user=user, now=timezone.now()))


@router.post(
    "/matters/{number}/contact",
    response=writing(ReporterContact),
    operation_id="disclose_reporter",
    summary="How to reach the reporter",
    openapi_extra=ANYBODY,
)
def disclose(request: HttpRequest, number: str) -> HttpResponse:
    """For whoever deals with the matter; the reporter can read that it was given out.  Refusals:
    `not_your_duty`, `hidden_reporter`, `no_contact`."""
    user = acting(request)
    matter = get_matter(checked(number), user=user)
    contact = disclose_reporter(matter, acting_user=user, now=timezone.now())
    given: ReporterContact = {
        "name": contact.name,
        "phone": contact.phone,
        "mail": contact.mail,
    }
    return answer(given)


@router.post(
    "/matters/{number}/follow",
    response=writing(Following),
    operation_id="follow_matter",
    summary="Hear of every later step",
    openapi_extra=ANYBODY,
)
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """For whoever is signed in; again, it changes nothing.  Refusal: `needs_account`."""
    user = acting(request)
    matter = get_matter(checked(number), user=user)
    follow_matter(matter, acting_user=user, now=timezone.now())
    following: Following = {"following": True}
    return answer(following)


@router.post(
    "/matters/{number}/unfollow",
    response=writing(Following),
    operation_id="unfollow_matter",
    summary="Hear no more of it",
    openapi_extra=ANYBODY,
)
def unfollow(request: HttpRequest, number: str) -> HttpResponse:
    """For whoever is signed in.  Refusal: `needs_account`."""
    user = acting(request)
    unfollow_matter(get_matter(checked(number), user=user), acting_user=user)
    following: Following = {"following": False}
    return answer(following)


@router.post(
    "/matters/{number}/receipts/claim",
    response=writing(Claimed),
    operation_id="claim_matter",
    summary="Make a matter that a receipt opens the account's own",
    openapi_extra=ANYBODY,
)
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """For whoever is signed in and bears the receipt.  Refusals: `not_your_duty`, `claimed`."""
    user = acting(request)
    matter = claim_matter(get_matter(checked(number), user=user), acting_user=user)
    claimed: Claimed = {"claimed": matter.number}
    return answer(claimed)


@router.post(
    "/matters/{number}/receipts/revoke",
    response=writing(Revoked),
    operation_id="revoke_receipts",
    summary="Make the matter's receipts worthless",
    openapi_extra=ANYBODY,
)
def revoke(request: HttpRequest, number: str) -> HttpResponse:
    """For the reporter who lost one, this one among them.  Refusal: `not_your_duty`."""
    user = acting(request)
    matter = get_matter(checked(number), user=user)
    revoked: Revoked = {"revoked": revoke_receipts(matter, acting_user=user)}
    return answer(revoked)
