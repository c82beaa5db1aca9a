"""What the API answers.  The same types check the code that builds it and make OpenAPI."""

from typing import Literal

from typing_extensions import TypedDict

from linli.core.rest.entry_schemas import Entry, Moment, OrganisationName, PlaceName

ClockState = Literal["running", "due_soon", "late", "kept", "kept_late", "not_kept"]


class FieldRefusal(TypedDict):
    """Why the answer to one field cannot be taken."""

    code: str
    message: str


class Refusal(TypedDict):
    """Every refusal: a stable code, a sentence in the reader's language, and, for answers that
    cannot be taken, the same for each field."""

    code: str
    message: str
    errors: dict[str, FieldRefusal]


class MatterItem(TypedDict):
    """A matter in a list.  `due_at` is the earliest open promise, `late` whether it has passed."""

    number: str
    kind: str
    title: str
    state: str
    category: str
    place: PlaceName
    organisation: OrganisationName | None
    opened_at: Moment
    due_at: Moment | None
    late: bool
    closed_at: Moment | None


class MatterList(TypedDict):
    """Part of a list; `next` is the address of the part behind it, null at the end."""

    items: list[MatterItem]
    next: str | None


class Suggestion(TypedDict):
    """What a decision might be, from which words, who says so, and answers by step and field."""

    label: str
    why: str
    source: str
    values: dict[str, dict[str, str]]


class WaitingMatter(MatterItem):
    """A matter of a worklist with the steps that come next and that the caller may take."""

    next_steps: list[str]
    suggestion: Suggestion | None


class Worklist(TypedDict):
    """What waits for one's duty, the earliest due first."""

    name: str
    label: str
    items: list[WaitingMatter]
    next: str | None


class WorklistName(TypedDict):
    """One of the lists that one's duties open."""

    name: str
    label: str
    kind: str
    url: str


class Worklists(TypedDict):
    """The lists that one's duties open."""

    items: list[WorklistName]


class PromiseClock(TypedDict):
    """A promise on its clock: `position` is the place of now on a ruler from 0 to 10,000, where
    the promise ends, and on to 14,000; settled promises stay where they were met."""

    name: str
    label: str
    organisation: OrganisationName | None
    limit: str
    opened_at: Moment
    due_at: Moment
    provisional: bool
    met_at: Moment | None
    state: ClockState
    position: int


class Knot(TypedDict):
    """A matter tied to this one; `out`: this one stands in the relation to that, `in`: that to
    this."""

    number: str
    kind: str
    title: str
    relation: str
    direction: Literal["out", "in"]
    opened_at: Moment


class Possibility(TypedDict):
    """Something that this reader may do now, by POST to that address."""

    name: str
    label: str
    url: str


class StateName(TypedDict):
    """A state; `phase` says what it means in every kind of matter."""

    name: str
    label: str
    phase: str
    final: bool
    entered_at: Moment


class CategoryName(TypedDict):
    """A category with the names of those above it."""

    code: str
    label: str


class Reporter(TypedDict):
    """What this reader learns about the reporter; `hidden` null for whoever is not told."""

    who: Literal["you", "hidden", "named", "resident"]
    hidden: bool | None


class MatterDetail(TypedDict):
    """One matter as this reader may see it."""

    number: str
    kind: str
    title: str
    state: StateName
    category: CategoryName
    place: PlaceName
    organisation: OrganisationName | None
    reporter: Reporter
    roles: list[str]
    opened_at: Moment
    due_at: Moment | None
    closed_at: Moment | None
    promises: list[PromiseClock]
    timeline: list[Entry]
    thread: list[Knot]
    contributions: dict[str, int]
    steps: list[Possibility]
    openings: list[Possibility]
    possible_contributions: list[Possibility]


class ReceiptSlip(TypedDict):
    """What the reporter keeps: shown only now.  `header` goes into X-Linli-Receipt."""

    number: str
    secret: str
    header: str


class Taken(TypedDict):
    """The matter after a step, and the number of the step's record."""

    number: str
    kind: str
    state: str
    record: int


class Opened(Taken):
    """A new matter and its receipt."""

    receipt: ReceiptSlip


class Contributed(TypedDict):
    """A contribution that was taken."""

    number: str
    kind: str
    contribution: str
    at: Moment


class ReporterContact(TypedDict):
    """How to reach the reporter; empty where he did not say."""

    name: str
    phone: str
    mail: str


class Following(TypedDict):
    """Whether the account follows the matter now."""

    following: bool


class Claimed(TypedDict):
    """The number of the matter that now belongs to the account."""

    claimed: str


class Revoked(TypedDict):
    """How many receipts became worthless."""

    revoked: int


class Choice(TypedDict):
    """One entry of a list that answers are chosen from."""

    code: str
    label: str
    group: str


class Choices(TypedDict):
    """A list that answers are chosen from."""

    items: list[Choice]


class PlaceItem(TypedDict):
    """A place in use."""

    code: str
    kind: str
    name: str
    parent: str | None


class PlaceList(TypedDict):
    """Places by code."""

    items: list[PlaceItem]
    next: str | None


class OrganisationItem(TypedDict):
    """An organisation that takes part at present."""

    slug: str
    name: str
    sector: str
    phone: str
    address: str


class OrganisationList(TypedDict):
    """Organisations by name."""

    items: list[OrganisationItem]
