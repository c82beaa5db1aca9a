"""What makes a procedure hold together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from linli.core.matters.errors import DefinitionError

if TYPE_CHECKING:
    from linli.core.matters.definition.procedure import Procedure
    from linli.core.matters.definition.steps import Step

PREFIX_LENGTH = 2


def check_procedure(procedure: Procedure) -> None:
    """Raises DefinitionError with the first thing that is wrong."""
    _check_names(procedure)
    _check_references(procedure)
    _check_reachability(procedure)
    _check_four_eyes(procedure)
    _check_promises(procedure)


def _check_names(procedure: Procedure) -> None:
    if len(procedure.prefix) != PREFIX_LENGTH or not procedure.prefix.isalpha():
        raise DefinitionError(f"{procedure.kind}: the number's prefix is two letters")
    if len(procedure.seal) != 1:
        raise DefinitionError(f"{procedure.kind}: the seal is one character")
    for what, names in {
        "state": [state.name for state in procedure.states],
        "step": [step.name for step in (procedure.opening, *procedure.steps)],
        "promise": [promise.name for promise in procedure.promises],
        "contribution": [kind.name for kind in procedure.contributions],
        "worklist": [worklist.name for worklist in procedure.worklists],
    }.items():
        if len(set(names)) != len(names):
            raise DefinitionError(f"{procedure.kind}: two of {what} share a name")


def _check_references(procedure: Procedure) -> None:
    states = {state.name for state in procedure.states}
    steps = {step.name for step in (procedure.opening, *procedure.steps)}
    promises = {promise.name for promise in procedure.promises}
    if procedure.opening.sources or procedure.opening.target is None:
        raise DefinitionError(f"{procedure.kind}: the opening step comes from nowhere into a state")
    for step in (procedure.opening, *procedure.steps):
        targets = {step.target} if step.target else set()
        _known(step.name, "state", {*step.sources, *targets}, states)
        _known(step.name, "promise", _promises_of(step), promises)
        _known(step.name, "step", _steps_of(step), steps)
    for step in procedure.steps:
        if not step.sources:
            raise DefinitionError(f"{procedure.kind}.{step.name}: it can be taken in no state")
    for kind in procedure.contributions:
        _known(kind.name, "state", kind.states, states)
    for worklist in procedure.worklists:
        _known(worklist.name, "state", worklist.states, states)
        _known(worklist.name, "step", worklist.lacking, steps)
    rungs = tuple(rung.step for rung in procedure.ladder)
    named = (*procedure.handled_by, *procedure.closed_by, *rungs)
    _known(procedure.kind, "step", named, steps)


def _promises_of(step: Step) -> set[str]:
    """Every promise that the step speaks of."""
    extended = {step.extends[0]} if step.extends else set()
    return {
        *(*step.opens, *step.meets, *step.resumes, *step.needs, *step.unless, *step.drops),
        *(*step.passes_on, *extended, *({step.before_due} - {""}), *step.after_breach),
    }


def _steps_of(step: Step) -> set[str]:
    """Every other step that it speaks of."""
    return {*step.apart_from, *step.apart_in_person, *({step.per} - {""})}


def _known(who: str, what: str, named: Iterable[str], known: set[str]) -> None:
    if unknown := sorted(set(named) - known):
        raise DefinitionError(f"{who}: no such {what}: {', '.join(unknown)}")


def _check_reachability(procedure: Procedure) -> None:
    forward: dict[str, set[str]] = {state.name: set() for state in procedure.states}
    for step in procedure.steps:
        for source in step.sources:
            forward[source].add(step.target or source)
    assert procedure.opening.target is not None
    reached = _closure({procedure.opening.target}, forward)
    if unreached := sorted(set(forward) - reached):
        raise DefinitionError(f"{procedure.kind}: never reached: {', '.join(unreached)}")
    finals = {state.name for state in procedure.states if state.final}
    if not finals:
        raise DefinitionError(f"{procedure.kind}: it never ends")
    for name in sorted(set(forward) - finals):
        if not _closure({name}, forward) & finals:
            raise DefinitionError(f"{procedure.kind}: {name} is a dead end")


def _closure(start: set[str], forward: dict[str, set[str]]) -> set[str]:
    reached, frontier = set(start), list(start)
    while frontier:
        for name in forward[frontier.pop()] - reached:
            reached.add(name)
            frontier.append(name)
    return reached


def _check_four_eyes(procedure: Procedure) -> None:
    """Law of the loop: the unit that handles never closes."""
    handled = set(procedure.handled_by)
    for name in procedure.closed_by:
        step = procedure.step_by_name[name]
        if not handled <= set(step.apart_from) or not step.apart_from_holder:
            raise DefinitionError(f"{procedure.kind}.{name}: who handled could close")


def _check_promises(procedure: Procedure) -> None:
    opened = {name for step in (procedure.opening, *procedure.steps) for name in step.opens}
    met = {name for step in procedure.steps for name in step.meets}
    finals = {state.name for state in procedure.states if state.final}
    for step in procedure.steps:
        lasting = step.target is None and finals & set(step.sources)
        if (step.target in finals or lasting) and (step.opens or step.resumes):
            raise DefinitionError(
                f"{procedure.kind}.{step.name}: a promise would outlive the matter"
            )
    for promise in procedure.promises:
        if promise.name not in opened:
            raise DefinitionError(f"{procedure.kind}: promise {promise.name} is never opened")
        if promise.name not in met:
            raise DefinitionError(f"{procedure.kind}: promise {promise.name} can never be met")
