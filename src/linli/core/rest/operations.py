"""What operations say of themselves in OpenAPI, beside the types of their answers."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from linli.core.matters.definition import Actor, ContributionKind, Procedure, Step
from linli.core.matters.definition.actors import Kind
from linli.core.rest.field_models import make_model
from linli.core.rest.schemas import Refusal

READING = frozenset({401, 403, 404, 422, 429})
WRITING = frozenset({400, 401, 403, 404, 409, 413, 415, 422, 429})
# A receipt or a session may be sent; neither has to be.
ANYBODY: dict[str, Any] = {"security": [{}]}
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"},
    "description": "The same request with the same key takes effect once.",
}


def reading(answer: Any) -> dict[Any, Any]:
    """Answers of an operation that reads."""
    return {200: answer, READING: Refusal}


def writing(answer: Any, *, status: int = 200) -> dict[Any, Any]:
    """Answers of an operation that changes something."""
    return {status: answer, WRITING: Refusal}


def describe_opening(procedure: Procedure) -> dict[str, Any]:
    """Body, key and refusals of opening a matter of that kind."""
    step, origin = procedure.opening, procedure.origin is not None
    codes = [*list_codes(step), *(["needs_origin", "used_up", "too_late"] if origin else [])]
    model = make_model(_name(procedure.kind, step.name), step.fields, origin=origin)
    return _described(model, codes, keyed=True)


def describe_step(kind: str, step: Step) -> dict[str, Any]:
    """Body, key and refusals of a step."""
    model = make_model(_name(kind, step.name), step.fields)
    return _described(model, list_codes(step), keyed=True)


def describe_contribution(kind: str, declared: ContributionKind) -> dict[str, Any]:
    """Body and refusals of a contribution."""
    codes = ["not_your_duty", *(["used_up"] if declared.once else [])]
    return _described(make_model(_name(kind, declared.name), declared.fields), codes, keyed=False)


def list_codes(step: Step) -> list[str]:
    """Codes of 403 that follow from the step's declaration; its app's service may have more."""
    possible = {
        "not_your_duty": not _has(step.actors, Kind.ANYONE),
        "recused": _has(step.actors, Kind.DUTY),
        "hidden_reporter": step.with_reporter,
        "four_eyes": bool(step.apart_from) or step.apart_from_holder,
        "used_up": step.limit is not None,
        "too_late": bool(step.within),
    }
    return [code for code, holds in possible.items() if holds]


def _has(actors: Iterable[Actor], kind: Kind) -> bool:
    return any(actor.kind is kind for actor in actors)


def _name(*parts: str) -> str:
    return "".join(part.title().replace("_", "") for part in parts)


def _described(model: type[BaseModel], codes: Iterable[str], *, keyed: bool) -> dict[str, Any]:
    schema = model.model_json_schema()
    forbidden = ", ".join(f"`{code}`" for code in [*dict.fromkeys(codes), "csrf_failed"])
    described: dict[str, Any] = {
        **ANYBODY,
        "requestBody": {
            "content": {"application/json": {"schema": schema}},
            "required": bool(schema.get("required")),
        },
        "responses": {
            403: {"description": f"Refused to this caller: {forbidden}"},
            409: {"description": "The matter has moved on, or the key was used: `not_in_state`"},
        },
    }
    if keyed:
        described["parameters"] = [IDEMPOTENCY_KEY]
        described["responses"][409]["description"] += ", `idempotency_mismatch`"
    return described
