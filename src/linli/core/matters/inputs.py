"""Values of a step as they come in: checked against its fields, split into facts and texts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings

from linli.core.matters.definition import Field, FieldType, asked
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.numbers import NUMBER, normalise_number
from linli.core.matters.registry import get_options
from linli.core.records.facts import Fact
from linli.core.records.services import Part
from linli.ground.communities.models import Community

# Control characters, and what has no width or turns words round.
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# Joiners belong into emoji and some scripts, and fillers into Korean; alone they say nothing.
NOTHING = re.compile(CONTROL.pattern[:-1] + r"\s\u115f\u1160\u200c\u200d\u3164\uffa0]+")
MICRODEGREES = 1_000_000
LONGEST_CONTACT = 120
LONGEST_COORDINATES = 80
LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class Coordinates:
    """WGS 84 in millionths of a degree."""

    latitude: int
    longitude: int


@dataclass(frozen=True, slots=True)
class StepInput:
    """Clean values by field name; what was left out is absent."""

    values: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()

    def text(self, name: str) -> str:
        """The text or code, empty where it was left out."""
        return str(self.values.get(name, ""))

    def facts(self) -> dict[str, Fact]:
        """Codes of the fields that make public facts."""
        kinds = {FieldType.CHOICE, FieldType.FLAG, FieldType.OPTION}
        return {
            item.name: self.values[item.name]
            for item in self.fields
            if item.type in kinds and item.name in self.values
        }

    def parts(self) -> tuple[Part, ...]:
        """Texts with those who may read them."""
        kinds = {FieldType.TEXT, FieldType.LINE}
        return tuple(
            Part(item.name, self.values[item.name], item.audience)
            for item in self.fields
            if item.type in kinds and item.name in self.values
        )

    def tokens(self) -> dict[Field, tuple[str, ...]]:
        """Tokens of the files that were sent for each field."""
        return {
            item: self.values[item.name]
            for item in self.fields
            if item.type is FieldType.PHOTOS and item.name in self.values
        }


def clean_input(
    fields: tuple[Field, ...], raw: Mapping[str, Any], *, community: Community
) -> StepInput:
    """Clean values of these fields; InputRefusedError with a code for each field that is wrong.

    Codes: required, too_long, not_a_choice, not_coordinates, not_a_number,
    not_a_text, not_photos, too_many_photos, unknown_field.
    """
    open_fields = asked(fields)
    errors = {name: "unknown_field" for name in raw if name not in {f.name for f in open_fields}}
    values: dict[str, Any] = {}
    for item in open_fields:
        given = raw.get(item.name)
        if _is_left_out(given):
            if item.required:
                errors[item.name] = "required"
            continue
        try:
            values[item.name] = CLEANERS[item.type](item, given, community)
        except ValueError as error:
            errors[item.name] = str(error)
    if errors:
        raise InputRefusedError(errors)
    return StepInput({name: value for name, value in values.items() if value is not None}, fields)


def _is_left_out(given: Any) -> bool:
    if isinstance(given, str):
        return not NOTHING.sub("", given)
    return given is None or given in ([], ())


def _clean_text(item: Field, given: Any, _community: Community) -> str:
    if not isinstance(given, str):
        raise ValueError("not_a_text")  # noqa: TRY004 - all refusals of values are one kind
    text = CONTROL.sub("", given.replace("\r\n", "\n")).strip()
    if item.type is not FieldType.TEXT:
        text = " ".join(text.split())
    if len(text) > item.max_length:
        raise ValueError("too_long")
    return text


def _clean_contact(item: Field, given: Any, community: Community) -> str:
    text = _clean_text(item, given, community)
    if len(text) > LONGEST_CONTACT:
        raise ValueError("too_long")
    return text


def _clean_choice(item: Field, given: Any, _community: Community) -> str:
    if not isinstance(given, str) or given not in {choice.code for choice in item.choices}:
        raise ValueError("not_a_choice")
    return str(given)


def _clean_option(item: Field, given: Any, community: Community) -> str:
    if str(given) not in {option.code for option in get_options(item.options)(community)}:
        raise ValueError("not_a_choice")
    return str(given)


def _clean_flag(_item: Field, given: Any, _community: Community) -> bool | None:
    if not isinstance(given, bool | str):
        raise ValueError("not_a_choice")  # noqa: TRY004 - all refusals of values are one kind
    if given in {True, "on", "true", "1", "yes"}:
        return True
    if given in {False, "off", "false", "0", "no"}:
        return None
    raise ValueError("not_a_choice")


def _clean_coordinates(_item: Field, given: Any, _community: Community) -> Coordinates:
    return read_coordinates(given)


def read_coordinates(given: object) -> Coordinates:
    """A point from “31.2304, 121.4737” or a pair; latitude first.  Raises ValueError."""
    if not isinstance(given, str | list | tuple):
        raise ValueError("not_coordinates")  # noqa: TRY004 - all refusals of values are one kind
    if len(str(given)) > LONGEST_COORDINATES:
        raise ValueError("not_coordinates")
    pair = re.split(r"[,，\s]+", given.strip()) if isinstance(given, str) else given
    try:
        latitude, longitude = (Decimal(str(number)) for number in pair)
        inside = abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004 - degrees
    except (ArithmeticError, ValueError) as error:
        raise ValueError("not_coordinates") from error
    if not inside:
        raise ValueError("not_coordinates")
    return Coordinates(round(latitude * MICRODEGREES), round(longitude * MICRODEGREES))


def _clean_number(_item: Field, given: Any, _community: Community) -> str:
    number = normalise_number(str(given))
    if not NUMBER.fullmatch(number):
        raise ValueError("not_a_number")
    return number


def _clean_photos(_item: Field, given: Any, _community: Community) -> tuple[str, ...]:
    """Tokens in their order, each once."""
    if not isinstance(given, list | tuple) or not all(
        isinstance(token, str) and len(token) <= LONGEST_TOKEN and token.isascii()
        for token in given
    ):
        raise ValueError("not_photos")
    tokens = tuple(dict.fromkeys(given))
    if len(tokens) > settings.LINLI_PHOTO_COUNT:
        raise ValueError("too_many_photos")
    return tokens


CLEANERS: dict[FieldType, Callable[[Field, Any, Community], Any]] = {
    FieldType.TEXT: _clean_text,
    FieldType.LINE: _clean_text,
    FieldType.CONTACT: _clean_contact,
    FieldType.CHOICE: _clean_choice,
    FieldType.OPTION: _clean_option,
    FieldType.FLAG: _clean_flag,
    FieldType.COORDINATES: _clean_coordinates,
    FieldType.MATTER: _clean_number,
    FieldType.PHOTOS: _clean_photos,
}
