"""What a step asks for: each field declares its type and who may read its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from linli.core.matters.errors import DefinitionError
from linli.core.records.enums import Audience


class FieldType(StrEnum):
    """How a value is entered, checked and kept.

    Texts become private parts of the record; all other values are codes and become its facts.
    CONTACT values are handed to the parties and never recorded.  PHOTOS are sent before; the step
    takes them by their tokens, and its record commits to them.
    """

    TEXT = "text"
    LINE = "line"
    CHOICE = "choice"
    FLAG = "flag"
    OPTION = "option"
    COORDINATES = "coordinates"
    MATTER = "matter"
    CONTACT = "contact"
    PHOTOS = "photos"


TEXTS = frozenset({FieldType.TEXT, FieldType.LINE})


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list of answers."""

    code: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a step's form, the same on the page and in the API.

    `options` names a list that depends on the community (categories, organisations, grids).
    A `reckoned` one is not asked: the app's service finds the answer and adds it to the facts.
    """

    name: str
    label: str
    type: FieldType
    hint: str = ""
    required: bool = True
    max_length: int = 5000
    choices: tuple[Choice, ...] = ()
    options: str = ""
    audience: Audience = Audience.REPORT
    redacts: bool = False
    beside: tuple[str, ...] = ()
    reckoned: bool = False

    @classmethod
    def photos(
        cls,
        name: str,
        label: str,
        *,
        hint: str = "",
        audience: Audience = Audience.REPORT,
        redacts: bool = False,
        beside: tuple[str, ...] = (),
    ) -> "Field":
        """Photos that may be added to a step: form, API, record and timeline follow from it.

        With `redacts` they are versions of the matter's other photos, fit for a wider audience.
        `beside` names fields whose photos show the same before, the best first.
        """
        return cls(
            name=name,
            label=label,
            hint=hint,
            type=FieldType.PHOTOS,
            required=False,
            audience=audience,
            redacts=redacts,
            beside=beside,
        )

    def __post_init__(self) -> None:
        if not self.name.isidentifier():
            raise DefinitionError(f"a field's name is an identifier, not {self.name!r}")
        if (self.type is FieldType.CHOICE) != bool(self.choices):
            raise DefinitionError(f"field {self.name}: choices belong to a choice, and to it alone")
        if (self.type is FieldType.OPTION) != bool(self.options):
            raise DefinitionError(f"field {self.name}: options belong to an option field alone")
        if self.redacts and self.type is not FieldType.PHOTOS:
            raise DefinitionError(f"field {self.name}: photos alone are redacted")
        if self.reckoned and (self.required or self.type is not FieldType.CHOICE):
            raise DefinitionError(
                f"field {self.name}: what is reckoned is a choice, never required"
            )
        if self.type is FieldType.FLAG and self.required:
            raise DefinitionError(f"field {self.name}: a flag may be left out, so never required")


def asked(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those that somebody answers."""
    return tuple(field for field in fields if not field.reckoned)
