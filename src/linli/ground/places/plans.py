"""What an import would do to the tree of places, worked out before anything is written.

Pure.  The code alone decides where a place stands: its parent is the place whose code is one part
shorter.  So a new place becomes the parent of places that stood at the top for want of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linli.ground.places.boundaries.collection import Feature
from linli.ground.places.boundaries.problems import PlaceName, Problem
from linli.ground.places.codes import CodeSystem, kind_rule, parent_code
from linli.ground.places.states import PlaceState


@dataclass(frozen=True, slots=True)
class Plan:
    """The territory afterwards, by code, and which codes are new, altered and as before."""

    after: dict[str, PlaceState]
    created: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def plan_changes(
    system: CodeSystem, before: Mapping[str, PlaceState], features: Sequence[Feature]
) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan, and what forbids it; with problems the plan means nothing."""
    numbers = {feature.code: feature.number for feature in reversed(features)}
    stated = {
        feature.code: PlaceState(
            feature.code, feature.kind, feature.name, feature.parent, feature.boundary
        )
        for feature in features
    }
    after = _adopt(system, {**before, **stated}, stated)
    problems = [*_find_repeats(features, numbers)]
    for code, number in numbers.items():
        problems += _check_past(before.get(code), after[code], number)
    plan = _compare(before, after, stated)
    for code in dict.fromkeys([*numbers, *plan.changed]):
        if not after[code].retired:
            problems += _check_parent(system, after, after[code], numbers.get(code))
    return plan, tuple(problems)


def list_moved(plan: Plan, before: Mapping[str, PlaceState]) -> set[str]:
    """Codes of the places whose fit has to be looked at: boundary or parent is new.

    A boundary that went away leaves its parent with ground that nothing covers.
    """
    moved: set[str] = set()
    for code in (*plan.created, *plan.changed):
        old, new = before.get(code), plan.after[code]
        if old is None or (old.boundary, old.parent) != (new.boundary, new.parent):
            moved.add(code)
        if old is not None and old.boundary and not new.boundary and new.parent:
            moved.add(new.parent)
    return moved


def _adopt(
    system: CodeSystem, after: dict[str, PlaceState], stated: Mapping[str, PlaceState]
) -> dict[str, PlaceState]:
    """Places that the file does not state, under the parents that it brings."""
    for code, place in after.items():
        if place.parent is None and code not in stated and not place.retired:
            above = parent_code(system, code)
            if above in stated:
                after[code] = replace(place, parent=above)
    return after


def _find_repeats(
    features: Sequence[Feature], first: Mapping[str, int | None]
) -> Iterator[Problem]:
    for feature in features:
        if feature.number != first[feature.code]:
            yield Problem(
                "duplicate_code",
                feature.number,
                PlaceName(feature.code, feature.name),
                detail=str(first[feature.code]),
            )


def _check_past(old: PlaceState | None, new: PlaceState, number: int | None) -> Iterator[Problem]:
    """A code keeps its meaning: it is never given again, and its kind stays."""
    if old is not None and old.retired:
        yield Problem("retired_code", number, new.label, (old.label,))
    elif old is not None and old.kind != new.kind:
        yield Problem("kind_changed", number, new.label, detail=old.kind)


def _check_parent(
    system: CodeSystem, after: Mapping[str, PlaceState], place: PlaceState, number: int | None
) -> Iterator[Problem]:
    rule = kind_rule(system, place.kind)
    due = parent_code(system, place.code)
    parent = after.get(due) if due is not None else None
    if place.parent is not None and place.parent != due:
        yield Problem("wrong_parent", number, place.label, detail=place.parent)
    elif parent is None and (place.parent is not None or not rule.top):
        yield Problem("unknown_parent", number, place.label, detail=due or "")
    elif parent is not None and parent.retired:
        yield Problem("retired_parent", number, place.label, (parent.label,))
    elif parent is not None and place.parent is None:
        yield Problem("parent_not_named", number, place.label, (parent.label,))
    elif parent is not None and parent.kind not in rule.parents:
        yield Problem("parent_kind", number, place.label, (parent.label,), detail=parent.kind)


def _compare(
    before: Mapping[str, PlaceState],
    after: dict[str, PlaceState],
    stated: Mapping[str, PlaceState],
) -> Plan:
    return Plan(
        after,
        created=tuple(sorted(code for code in stated if code not in before)),
        changed=tuple(sorted(code for code, old in before.items() if after[code] != old)),
        unchanged=tuple(sorted(code for code in stated if before.get(code) == after[code])),
    )
