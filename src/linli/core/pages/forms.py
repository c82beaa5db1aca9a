"""Step forms, made from the fields that a procedure declares."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from linli.core.matters.definition import Field, FieldType
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
class BoundField:
    """A declared field with its value, its error, and the list to choose from."""

    field: Field
    label: str
    hint: str
    value: str
    error: str
    groups: tuple[Group, ...]

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
    error: str = "",
    key: str = "",
) -> StepForm:
    """A form with what was entered before, so that nothing is lost by a mistake."""
    values, errors = values or {}, errors or {}
    return StepForm(
        fields=tuple(
            BoundField(
                field=field,
                label=_(field.label),
                hint=_(field.hint) if field.hint else "",
                value=str(values.get(field.name, "")),
                error=say_field_error(errors[field.name]) if field.name in errors else "",
                groups=_groups(field, community),
            )
            for field in fields
        ),
        key=key or secrets.token_urlsafe(18),
        error=error,
    )


def read_values(fields: Sequence[Field], posted: Mapping[str, Any]) -> dict[str, Any]:
    """What a form sent, by declared field; nothing else is looked at."""
    return {field.name: posted[field.name] for field in fields if field.name in posted}


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
