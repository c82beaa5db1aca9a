"""Which kinds of matters there are, and what their apps add to the declaration.  Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from linli.core.matters.definition import Procedure
from linli.core.matters.errors import DefinitionError

if TYPE_CHECKING:
    from linli.core.matters.acting import ActingUser
    from linli.core.matters.context import StepContext
    from linli.core.matters.models import Matter
    from linli.ground.communities.models import Community

Effect = Callable[["StepContext"], None]
Options = Callable[["Community"], Sequence["Option"]]


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list that depends on the community: its code and what people read."""

    code: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A suggestion to whoever decides: what, from which words, and what it would fill in by step
    and field."""

    label: str
    why: str
    source: str
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are at hand for a step's form: put in by whoever fills it in, never by itself."""

    name: str
    text: str


Phrases = Callable[["ActingUser", "Matter"], Sequence[Phrase]]
Prefill = Callable[["ActingUser", "Matter"], Hint | None]
Suggest = Callable[["ActingUser", Sequence["Matter"]], Mapping[UUID, Hint]]
PlainTitle = Callable[["Community", "Matter"], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A procedure with what its app adds: effects by step (the app's services), default rules by
    profile, how a subject's code reads and which field asks for it, what a matter is called while
    nothing of it is published, suggestions, and by step what its form is filled in with
    and which words are at hand for it, declarations that matters began under before."""

    procedure: Procedure
    rules: Callable[[str], dict[str, Any]]
    effects: Mapping[str, Effect] = field(default_factory=dict)
    subject_label: Callable[["Community", str], str] | None = None
    subject_field: str = ""
    plain_title: PlainTitle | None = None
    suggest: Suggest | None = None
    prefills: Mapping[str, Prefill] = field(default_factory=dict)
    phrases: Mapping[str, Phrases] = field(default_factory=dict)
    earlier: tuple[Procedure, ...] = ()


_KINDS: dict[str, Registration] = {}
_OPTIONS: dict[str, Options] = {}


def register(registration: Registration) -> None:
    """Makes a kind known; DefinitionError where it, or its prefix, is taken, or an effect has no
    step."""
    procedure = registration.procedure
    known = _KINDS.get(procedure.kind)
    if known is not None and known.procedure is not procedure:
        raise DefinitionError(f"two procedures of kind {procedure.kind}")
    for other in _KINDS.values():
        if other.procedure is not procedure and other.procedure.prefix == procedure.prefix:
            raise DefinitionError(f"two procedures number with {procedure.prefix}")
    named = {*registration.effects, *registration.prefills, *registration.phrases}
    if unknown := sorted(named - set(procedure.step_by_name)):
        raise DefinitionError(
            f"{procedure.kind}: effects or prefills without a step: {', '.join(unknown)}"
        )
    _KINDS[procedure.kind] = registration


def register_options(name: str, options: Options) -> None:
    """Makes a list known to fields of type option."""
    _OPTIONS[name] = options


def get_registration(kind: str) -> Registration:
    """Raises KeyError for a kind that no app declared."""
    return _KINDS[kind]


def list_registrations() -> list[Registration]:
    """All kinds, in order of their names."""
    return [_KINDS[kind] for kind in sorted(_KINDS)]


def get_options(name: str) -> Options:
    """Raises KeyError for a list that no app declared."""
    return _OPTIONS[name]


def get_procedure(kind: str, declaration: int) -> Procedure:
    """The declaration of that version, for matters that began under it; KeyError."""
    registration = _KINDS[kind]
    for procedure in (registration.procedure, *registration.earlier):
        if procedure.version == declaration:
            return procedure
    raise KeyError(f"{kind} version {declaration}")
