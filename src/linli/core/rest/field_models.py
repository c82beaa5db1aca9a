"""Models of what a step asks for, made from its declared fields, for OpenAPI and for programmes.

They describe what the funnel takes; the funnel itself judges what comes, after it has asked whether
the caller may take the step at all.
"""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, create_model

from linli.core.matters.definition import Field as DeclaredField
from linli.core.matters.definition import FieldType
from linli.core.matters.inputs import LONGEST_CONTACT
from linli.core.matters.numbers import NUMBER
from linli.core.rest.addresses import PREFIX

LONGEST_CODE = 120
NOT_BLANK = r"\S"
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


def make_model(
    name: str, fields: Iterable[DeclaredField], *, origin: bool = False
) -> type[BaseModel]:
    """The model of a body; with `origin` it also names the matter that a new one comes from."""
    members: dict[str, Any] = {field.name: _member(field) for field in fields}
    if origin:
        number = Annotated[str, StringConstraints(pattern=f"^{NUMBER.pattern}$")]
        described = Field(description="Number of the matter that it comes from.")
        members = {"origin": (number, described), **members}
    return create_model(name, __config__=ConfigDict(extra="forbid"), **members)


def _member(field: DeclaredField) -> tuple[Any, Any]:
    described = " ".join(part for part in (field.label, field.hint, _source(field)) if part)
    if field.required:
        return _type(field), Field(description=described)
    return _type(field) | None, Field(default=None, description=described)


def _source(field: DeclaredField) -> str:
    if field.type is FieldType.CHOICE:
        return "; ".join(f"`{choice.code}`: {choice.label}" for choice in field.choices)
    if field.type is FieldType.OPTION:
        return f"A code of the list {PREFIX}/options/{field.options}."
    if field.type is FieldType.COORDINATES:
        return "A pair of numbers, latitude first, WGS 84."
    return ""


def _type(field: DeclaredField) -> Any:
    match field.type:
        case FieldType.TEXT | FieldType.LINE:
            return _words(field, field.max_length)
        case FieldType.CONTACT:
            return _words(field, min(field.max_length, LONGEST_CONTACT))
        case FieldType.CHOICE:
            return _one_of([choice.code for choice in field.choices])
        case FieldType.FLAG:
            return bool
        case FieldType.COORDINATES:
            return tuple[Latitude, Longitude]
        case FieldType.OPTION:
            return Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_CODE)]
        case FieldType.MATTER:
            return Annotated[str, StringConstraints(pattern=f"^{NUMBER.pattern}$")]


def _words(field: DeclaredField, longest: int) -> Any:
    pattern = NOT_BLANK if field.required else None
    return Annotated[str, StringConstraints(max_length=longest, pattern=pattern)]


def _one_of(codes: list[str]) -> Any:
    pattern = f"^({'|'.join(codes)})$"
    return Annotated[
        str,
        StringConstraints(pattern=pattern),
        WithJsonSchema({"type": "string", "enum": codes}),
    ]
