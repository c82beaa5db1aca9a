"""The closed list of words that the log knows, taken from the declarations in code.  Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from linli.core.matters.definition import ContributionKind, Field, Procedure, Step
from linli.core.matters.definition.fields import FieldType
from linli.core.matters.registry import list_registrations
from linli.core.matters.services.recompute import RECOUNT
from linli.ground.parties.enums import DutyKind

RESIDENT = "resident"
SYSTEM = "system"
# The log tells apart who acts for an organisation; of whoever does not, it says only this.
RESIDENTS = frozenset({"anyone", "reporter", RESIDENT})
ROLES = frozenset({RESIDENT, SYSTEM, *DutyKind.values})


@dataclass(frozen=True, slots=True)
class KindWords:
    """What an entry about a matter of this kind may say."""

    states: frozenset[str]
    steps: frozenset[str]
    promises: frozenset[str]
    answers: Mapping[tuple[str, str], frozenset[str]]
    open_facts: frozenset[tuple[str, str]]


Vocabulary = Mapping[str, KindWords]


def read_vocabulary() -> Vocabulary:
    """The words of every kind, those of earlier declarations too, since records of them stay."""
    return {kind: _words(procedures) for kind, procedures in _list_procedures()}


def list_acts() -> list[tuple[str, str]]:
    """Each act that an entry may name, as `kind.step`, and what people call it."""
    return [
        (f"{kind}.{step.name}", step.done)
        for kind, procedures in _list_procedures()
        for procedure in procedures
        for step in _list_inputs(procedure)
    ]


def _list_procedures() -> Iterator[tuple[str, tuple[Procedure, ...]]]:
    for registration in list_registrations():
        yield registration.procedure.kind, (registration.procedure, *registration.earlier)


def _list_inputs(procedure: Procedure) -> tuple[Step | ContributionKind, ...]:
    return procedure.opening, *procedure.steps, *procedure.contributions


def _words(procedures: Iterable[Procedure]) -> KindWords:
    states, steps, promises = set(), {RECOUNT}, set()
    answers: dict[tuple[str, str], set[str]] = {}
    open_facts = set()
    for procedure in procedures:
        states |= {state.name for state in procedure.states}
        promises |= {promise.name for promise in procedure.promises}
        for declared in _list_inputs(procedure):
            steps.add(declared.name)
            for field in declared.fields:
                key = (declared.name, field.name)
                if _is_open(field):
                    open_facts.add(key)
                if field.choices:
                    answers.setdefault(key, set()).update(each.code for each in field.choices)
    return KindWords(
        frozenset(states),
        frozenset(steps),
        frozenset(promises),
        {key: frozenset(codes) for key, codes in answers.items()},
        frozenset(open_facts),
    )


def _is_open(field: Field) -> bool:
    """Whether the fact is on the matter's page for whoever sees the matter.

    Flags and numbers of other matters are not: they tell that a reporter hides, or that a matter
    exists which this reader may not see.
    """
    return field.type in {FieldType.CHOICE, FieldType.OPTION}
