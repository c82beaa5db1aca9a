"""How a matter comes from one state to another by the steps of its procedure."""

from collections.abc import Iterable

from linli.core.matters.definition import Procedure, Step


def shortest_way(procedure: Procedure, start: str, goal: str) -> list[Step]:
    """Steps that lead from one state to another, by the main ones alone where these do;
    LookupError where none do."""
    main = [step for step in procedure.steps if step.main]
    try:
        return find_way(main, start, goal)
    except LookupError:
        return find_way(procedure.steps, start, goal)


def find_way(steps: Iterable[Step], start: str, goal: str) -> list[Step]:
    """The fewest of these steps that lead from one state to another; LookupError."""
    ways: dict[str, list[Step]] = {start: []}
    frontier = [start]
    while frontier:
        state = frontier.pop(0)
        for step in steps:
            if state in step.sources and step.target is not None and step.target not in ways:
                ways[step.target] = [*ways[state], step]
                frontier.append(step.target)
    return ways[goal]
