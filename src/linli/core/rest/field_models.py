"""Models of what a step asks for, made from its declared fields, for OpenAPI and for programmes.

They describe what the funnel takes; the funnel itself judges what comes, after it has asked whether
the caller may take the step at all.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, create_model

from linli.core.matters.definition import Field as DeclaredField
from linli.core.matters.definition import FieldType, asked
from linli.core.matters.inputs import LONGEST_CONTACT, LONGEST_TOKEN
from linli.core.matters.numbers import NUMBER
from linli.core.rest.addresses import PREFIX

LONGEST_CODE = 120
NOT_BLANK = r"\S"
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Number = Annotated[str, StringConstraints(pattern=f"^{NUMBER.pattern}$")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_CODE)]
Token = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TOKEN)]
PLAIN: dict[FieldType, Any] = {
    FieldType.FLAG: bool,
    FieldType.COORDINATES: tuple[Latitude, Longitude],
    FieldType.OPTION: Code,
    FieldType.MATTER: Number,
}


def make_model(
    name: str, fields: Iterable[DeclaredField], *, origin: bool = False
) -> type[BaseModel]:
    """The model of a body; with `origin` it also names the matter that a new one comes from."""
    members: dict[str, Any] = {field.name: _member(field) for field in asked(fields)}
    if origin:
        described = Field(description="Number of the matter that it comes from.")
        members = {"origin": (Number, described), **members}
    return create_model(name, __config__=ConfigDict(extra="forbid"), **members)


def _member(field: DeclaredField) -> tuple[Any, Any]:
    parts = (field.label, field.hint, _source(field))
    described = " ".join(_sentence(part) for part in parts if part)
    if field.required:
        return _type(field), Field(description=described)
    return _type(field) | None, Field(default=None, description=described)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _source(field: DeclaredField) -> str:
    if field.type is FieldType.CHOICE:
        return "; ".join(f"`{choice.code}`: {choice.label}" for choice in field.choices)
    if field.type is FieldType.OPTION:
        return f"A code of the list {PREFIX}/options/{field.options}."
    if field.type is FieldType.PHOTOS:
        return f"Tokens of photos that were sent to {PREFIX}/photos."
    if field.type is FieldType.COORDINATES:
        return "A pair of numbers, latitude first, WGS 84."
    return ""


def _type(field: DeclaredField) -> Any:
    return PLAIN[field.type] if field.type in PLAIN else MADE[field.type](field)


def _words(field: DeclaredField) -> Any:
    longest = field.max_length
    if field.type is FieldType.CONTACT:
        longest = min(longest, LONGEST_CONTACT)
    pattern = NOT_BLANK if field.required else None
    return Annotated[str, StringConstraints(max_length=longest, pattern=pattern)]


def _photos(_field: DeclaredField) -> Any:
    return Annotated[list[Token], Field(max_length=settings.LINLI_PHOTO_COUNT)]


def _choice(field: DeclaredField) -> Any:
    codes = [choice.code for choice in field.choices]
    pattern = f"^({'|'.join(codes)})$"
    return Annotated[
        str,
        StringConstraints(pattern=pattern),
        WithJsonSchema({"type": "string", "enum": codes}),
    ]


MADE: dict[FieldType, Callable[[DeclaredField], Any]] = {
    FieldType.TEXT: _words,
    FieldType.LINE: _words,
    FieldType.CONTACT: _words,
    FieldType.CHOICE: _choice,
    FieldType.PHOTOS: _photos,
}
