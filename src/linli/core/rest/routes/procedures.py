"""Opening, steps and contributions of each kind, one operation each, from its declaration."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from ninja import Router

from linli.core.contributions.services import contribute
from linli.core.matters.definition import ContributionKind, Procedure, Step
from linli.core.matters.errors import UnknownStepError
from linli.core.matters.registry import Registration, get_registration, list_registrations
from linli.core.matters.services import open_matter, perform
from linli.core.matters.versions import procedure_of
from linli.core.rest.addresses import collection_of
from linli.core.rest.answers import answer
from linli.core.rest.bodies import make_values, read_object
from linli.core.rest.callers import acting
from linli.core.rest.fetching import fetch, fetch_origin
from linli.core.rest.operations import (
    describe_contribution,
    describe_opening,
    describe_step,
    writing,
)
from linli.core.rest.outcomes import opened, taken
from linli.core.rest.schemas import Contributed, Opened, Taken

IDEMPOTENCY_HEADER = "Idempotency-Key"
View = Callable[..., HttpResponse]


def make_procedures_router() -> Router:
    """The operations of every registered kind; a new kind needs nothing here."""
    router = Router()
    for registration in list_registrations():
        _add_kind(router, registration)
    return router


def _add_kind(router: Router, registration: Registration) -> None:
    procedure = registration.procedure
    kind, collection = procedure.kind, collection_of(procedure.kind)
    router.post(
        f"/{collection}",
        response=writing(Opened, status=201),
        operation_id=f"{kind}_open",
        url_name=f"{kind}-open",
        summary=procedure.opening.label,
        tags=[collection],
        openapi_extra=describe_opening(procedure),
    )(_opening_view(kind))
    for step in _steps(registration):
        router.post(
            f"/{collection}/{{number}}/steps/{step.name}",
            response=writing(Taken),
            operation_id=f"{kind}_{step.name}",
            url_name=f"{kind}-step-{step.name}",
            summary=step.label,
            description=step.hint,
            tags=[collection],
            openapi_extra=describe_step(kind, step),
        )(_step_view(kind, step.name))
    for declared in _contributions(registration):
        router.post(
            f"/{collection}/{{number}}/contributions/{declared.name}",
            response=writing(Contributed, status=201),
            operation_id=f"{kind}_contribute_{declared.name}",
            url_name=f"{kind}-contribution-{declared.name}",
            summary=declared.label,
            tags=[collection],
            openapi_extra=describe_contribution(kind, declared),
        )(_contribution_view(kind, declared.name))


def _steps(registration: Registration) -> Iterable[Step]:
    """Of this declaration, and those that only matters under an earlier one still have."""
    found: dict[str, Step] = {}
    for procedure in _declarations(registration):
        for step in procedure.steps:
            found.setdefault(step.name, step)
    return found.values()


def _contributions(registration: Registration) -> Iterable[ContributionKind]:
    found: dict[str, ContributionKind] = {}
    for procedure in _declarations(registration):
        for declared in procedure.contributions:
            found.setdefault(declared.name, declared)
    return found.values()


def _declarations(registration: Registration) -> tuple[Procedure, ...]:
    return (registration.procedure, *registration.earlier)


def _opening_view(kind: str) -> View:
    def open_one(request: HttpRequest) -> HttpResponse:
        procedure = get_registration(kind).procedure
        body = read_object(request)
        origin = fetch_origin(request, body, procedure)
        outcome = open_matter(
            kind,
            acting_user=acting(request),
            values=make_values(body, procedure.opening.fields),
            origin=origin,
            idempotency_key=request.headers.get(IDEMPOTENCY_HEADER, ""),
        )
        return opened(outcome)

    return open_one


def _step_view(kind: str, name: str) -> View:
    def take_step(request: HttpRequest, number: str) -> HttpResponse:
        matter = fetch(request, number, kind=kind)
        step = procedure_of(matter).step_by_name.get(name)
        if step is None:
            raise UnknownStepError(name)
        outcome = perform(
            matter.pk,
            name,
            acting_user=acting(request),
            values=make_values(read_object(request), step.fields),
            idempotency_key=request.headers.get(IDEMPOTENCY_HEADER, ""),
        )
        return taken(outcome)

    return take_step


def _contribution_view(kind: str, name: str) -> View:
    def add_contribution(request: HttpRequest, number: str) -> HttpResponse:
        matter = fetch(request, number, kind=kind)
        declared = procedure_of(matter).contribution_by_name.get(name)
        if declared is None:
            raise UnknownStepError(name)
        values = make_values(read_object(request), declared.fields)
        row = contribute(
            matter.pk,
            name,
            acting_user=acting(request),
            values=values,
            idempotency_key=request.headers.get(IDEMPOTENCY_HEADER, ""),
        )
        added: Contributed = {
            "number": matter.number,
            "kind": kind,
            "contribution": name,
            "at": row.at.isoformat(),
        }
        return answer(added, status=201)

    return add_contribution
