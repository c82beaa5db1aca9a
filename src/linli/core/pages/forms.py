"""Step forms, made from the fields that a procedure declares."""

import base64
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from linli.core.attachments.selectors import Photo, read_thumbnails
from linli.core.matters.definition import Field, FieldType, asked
from linli.core.matters.registry import Option, get_options
from linli.core.pages.messages import say_field_error
from linli.ground.communities.models import Community

KEY_FIELD = "idempotency_key"
CHOICES_BEFORE_LIST = 6


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of a list under one heading."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """A photo that was sent before a mistake elsewhere in the form: its token, and how it looks."""

    token: str
    source: str


@dataclass(frozen=True, slots=True)
class BoundField:
    """A declared field with its value, its error, and the list to choose from."""

    field: Field
    label: str
    hint: str
    value: str
    error: str
    groups: tuple[Group, ...]
    kept: tuple[KeptPhoto, ...] = ()
    originals: tuple[Photo, ...] = ()

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def widget(self) -> str:
        """Which part draws it."""
        return self.field.type.value

    @property
    def described_by(self) -> str:
        """Ids of hint and error, for screen readers."""
        ids = [f"{self.name}-hint"] if self.hint else []
        return " ".join([*ids, f"{self.name}-error"] if self.error else ids)


@dataclass(frozen=True, slots=True)
class StepForm:
    """A form of declared fields; `key` makes sending it twice harmless."""

    fields: tuple[BoundField, ...]
    key: str
    error: str = ""

    @property
    def takes_files(self) -> bool:
        return any(field.field.type is FieldType.PHOTOS for field in self.fields)

    @property
    def has_errors(self) -> bool:
        return bool(self.error) or any(field.error for field in self.fields)

    def field(self, name: str) -> BoundField:
        """The field of that name; KeyError."""
        return {field.name: field for field in self.fields}[name]


def make_form(
    fields: Sequence[Field],
    *,
    community: Community,
    values: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    about: Mapping[str, str] | None = None,
    originals: Sequence[Photo] = (),
    error: str = "",
    key: str = "",
) -> StepForm:
    """A form with what was entered before, so that nothing is lost by a mistake.

    `about` names files by field; `originals` are photos that could be redacted.
    """
    values, errors, about = values or {}, errors or {}, about or {}
    return StepForm(
        fields=tuple(
            BoundField(
                field=field,
                label=_(field.label),
                hint=_(field.hint) if field.hint else "",
                value=_value(field, values),
                error=_error(field, errors, about),
                groups=_groups(field, community),
                kept=_kept(field, values, community),
                originals=tuple(originals) if field.redacts else (),
            )
            for field in asked(fields)
        ),
        key=key or secrets.token_urlsafe(18),
        error=error,
    )


def read_values(fields: Sequence[Field], posted: Mapping[str, Any]) -> dict[str, Any]:
    """What a form sent, by declared field; nothing else is looked at."""
    return {field.name: posted[field.name] for field in fields if field.name in posted}


def _value(field: Field, values: Mapping[str, Any]) -> str:
    return "" if field.type is FieldType.PHOTOS else str(values.get(field.name, ""))


def _error(field: Field, errors: Mapping[str, str], about: Mapping[str, str]) -> str:
    if field.name not in errors:
        return ""
    return say_field_error(errors[field.name], about.get(field.name, ""))


def _kept(field: Field, values: Mapping[str, Any], community: Community) -> tuple[KeptPhoto, ...]:
    """Small pictures within the page itself: nothing that no step took has an address."""
    if field.type is not FieldType.PHOTOS or not values.get(field.name):
        return ()
    found = read_thumbnails(values[field.name], community=community)
    return tuple(
        KeptPhoto(token, f"data:image/jpeg;base64,{base64.b64encode(small).decode()}")
        for token, small in found.items()
    )


def _groups(field: Field, community: Community) -> tuple[Group, ...]:
    if field.type is FieldType.CHOICE:
        options = tuple(
            Option(choice.code, _(choice.label), _(choice.hint) if choice.hint else "")
            for choice in field.choices
        )
        return (Group("", options),)
    if field.type is not FieldType.OPTION:
        return ()
    listed = get_options(field.options)(community)
    return tuple(
        Group(label, tuple(options))
        for label, options in groupby(listed, key=lambda option: option.group)
    )
