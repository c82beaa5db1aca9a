"""What the API answers about one record, and the names that all answers share."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class PlaceName(TypedDict):
    """A place in short."""

    code: str
    name: str


class OrganisationName(TypedDict):
    """An organisation in short."""

    slug: str
    name: str


class Passage(TypedDict):
    """Words of a record that this reader may see."""

    field: str
    label: str
    text: str


class PhotoItem(TypedDict):
    """A photo of a record that this reader may see; `?small=true` gives it in the size for lists."""

    field: str
    url: str
    width: int
    height: int


class PhotoToken(TypedDict):
    """What stands for a photo that was sent, until a step takes it."""

    token: str
    width: int
    height: int


class Entry(TypedDict):
    """One record of the timeline; `answers` are those from closed lists, by field."""

    sequence: int
    at: Moment
    step: str
    label: str
    from_state: str
    to_state: str
    organisation: OrganisationName | None
    answers: dict[str, str]
    texts: list[Passage]
    photos: list[PhotoItem]
