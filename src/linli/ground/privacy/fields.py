"""A text column that the database only ever sees sealed.

The row opens the text when an attribute is read, not when it is fetched: a list of a thousand
accounts decrypts nothing that no page shows, and one damaged value breaks one reading, not the list.
The binding is table, column and the row's `community_id`, where the model has one.

What needs the row is refused without it: look-ups other than for "" and None, `update()` and
`bulk_update()` to a text, and `dumpdata`, which would write contact data in clear.
"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from linli.ground.privacy.cipher import is_sealed_with_current_key, seal, unseal
from linli.ground.privacy.errors import ClearTextExportError, ClearTextQueryError


class SealedText(str):
    """Text as it stands in the database: sealed, and of no use to a page."""

    __slots__ = ()


class SealedAttribute(DeferredAttribute):
    """Opens the text at its first reading and keeps it in the row's memory.

    `__set__` makes it a data descriptor, without which the row's own dictionary would answer first.
    """

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is not None and isinstance(value, SealedText):
            value = unseal(value, **_place_of(self.field, instance))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField[str, str]):
    """Text for people in Python, sealed text in the table; "" and None are stored as they are.

    Reading raises DecryptionError where the sealed text was changed or moved.
    """

    descriptor_class = SealedAttribute

    def from_db_value(
        self, value: str | None, _expression: object, _connection: BaseDatabaseWrapper
    ) -> str | None:
        return SealedText(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002, FBT001 - Django's
        """A text that nobody read is written back as it was; one that was read is sealed anew."""
        value = model_instance.__dict__.get(self.attname)
        if not value or isinstance(value, SealedText) or hasattr(value, "resolve_expression"):
            return value
        return SealedText(seal(str(value), **_place_of(self, model_instance)))

    def get_prep_value(self, value: Any) -> str | None:
        prepared = None if value is None else str(value)
        if prepared and not isinstance(value, SealedText):
            raise ClearTextQueryError(
                f"{self} is sealed: ask its blind index, write it by its row."
            )
        return prepared

    def value_to_string(self, obj: models.Model) -> str:  # noqa: ARG002 - Django's signature
        raise ClearTextExportError(
            f"{self} is not exported: back the database up by its own tools."
        )


def is_reseal_due(row: models.Model, field_name: str) -> bool:
    """Whether the row's column still stands under an older key; ask before reading the attribute."""
    value = row.__dict__.get(field_name)
    return isinstance(value, SealedText) and not is_sealed_with_current_key(value)


def _place_of(field: models.Field[Any, Any], row: models.Model) -> dict[str, Any]:
    table, column = field.model._meta.db_table, field.column  # noqa: SLF001 - Django's public name
    community = str(getattr(row, "community_id", ""))
    return {"purpose": f"{table}.{column}", "binding": (table, column, community)}
