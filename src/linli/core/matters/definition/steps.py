"""States and the steps between them."""

from dataclasses import dataclass
from enum import StrEnum

from linli.core.matters.definition.actors import Actor, Kind
from linli.core.matters.definition.fields import Field
from linli.core.matters.errors import DefinitionError


class Phase(StrEnum):
    """What a state means to a reader, whatever the kind of matter; the tag's look follows it."""

    WAITING = "waiting"
    DOING = "doing"
    CHECKING = "checking"
    DONE = "done"
    ELSEWHERE = "elsewhere"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class State:
    """One state of a matter.  No step but those declared for it leaves it.

    `meaning` says in a sentence what a resident may make of it.
    """

    name: str
    label: str
    phase: Phase
    final: bool = False
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that somebody may do in some states.

    `target` None leaves the state as it is.  `apart_from` names steps whose taker, as a person
    or on behalf of the same organisation, may not take this one (four eyes); with
    `apart_from_holder` nobody of the organisation that holds the matter may either.
    `meets_on` names a field and the one answer with which promises are met; with any other answer
    they stay open.  `resumes` opens a promise again that had counted as met, with its old due time: a result that
    did not stand was never in time.  `limit` says how often, `per` since which step; `of_each` counts
    for each organisation that held the matter by itself.
    `within` names the rule that says how long after the state was entered.  A step `with_reporter`
    is closed to the holder's people where the reporter is hidden from them.

    `apart_in_person` asks for another person alone, who may serve the same organisation.  `needs`
    names promises one of which must be open (what was asked for), `unless` those that must not be.
    `drops` lets promises fall away; `passes_on` hands open ones to whoever holds the matter after
    the step, with their due times.  `extends` names a promise and the field whose answer, a limit
    or `none`, moves its due time.  `before_due` names a promise that must not be late yet,
    `after_breach` those of which the holder must have broken one.
    `awaits` names a relation: no matter tied by it may be unfinished.  `holds` True asks for a
    holder, False for none.  `tells` names duties in the matter's place that are told of it,
    `reporter`, `holder`, and `asker` for the organisation that asked for what the step decides.
    """

    name: str
    label: str
    done: str
    sources: tuple[str, ...]
    target: str | None
    actors: tuple[Actor, ...]
    fields: tuple[Field, ...] = ()
    opens: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()
    meets_on: tuple[str, str] | None = None
    resumes: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    apart_from_holder: bool = False
    untouched: bool = False
    with_reporter: bool = False
    apart_in_person: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    passes_on: tuple[str, ...] = ()
    extends: tuple[str, str] | None = None
    before_due: str = ""
    after_breach: tuple[str, ...] = ()
    awaits: str = ""
    holds: bool | None = None
    tells: tuple[str, ...] = ()
    limit: int | None = None
    per: str = ""
    of_each: bool = False
    within: str = ""
    main: bool = False
    hint: str = ""

    def __post_init__(self) -> None:
        if not self.actors:
            raise DefinitionError(f"step {self.name}: nobody may take it")
        names = [field.name for field in self.fields]
        if len(set(names)) != len(names):
            raise DefinitionError(f"step {self.name}: two fields share a name")
        if self.limit is not None and self.limit < 1:
            raise DefinitionError(f"step {self.name}: a limit is at least 1")
        if set(self.opens) & set(self.meets):
            raise DefinitionError(f"step {self.name}: opens and meets the same promise")
        self._check_answer()
        self._check_extension()
        four_eyes = (
            self.apart_from or self.apart_in_person or self.apart_from_holder or self.untouched
        )
        if four_eyes and any(actor.kind is Kind.ANYONE for actor in self.actors):
            raise DefinitionError(f"step {self.name}: four eyes need a known person")

    def _check_answer(self) -> None:
        if self.meets_on is None:
            return
        name, code = self.meets_on
        answers = {
            choice.code for field in self.fields if field.name == name for choice in field.choices
        }
        if code not in answers or not self.meets:
            raise DefinitionError(f"step {self.name}: no answer {name}={code} that meets a promise")

    def _check_extension(self) -> None:
        if self.extends is None:
            return
        _promise, name = self.extends
        answers = [
            choice.code for field in self.fields if field.name == name for choice in field.choices
        ]
        if "none" not in answers or len(answers) < 2:  # noqa: PLR2004 - yes or no
            raise DefinitionError(f"step {self.name}: {name} offers no limit beside none")

    @property
    def is_for_duties(self) -> bool:
        """Whether nobody takes it but somebody on duty."""
        return all(actor.kind is Kind.DUTY for actor in self.actors)

    def field(self, name: str) -> Field:
        """The field of that name; KeyError."""
        return {field.name: field for field in self.fields}[name]
