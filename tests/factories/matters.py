"""Matters of any kind, walked through the funnel to the state that a test wants."""

from datetime import datetime, timedelta
from typing import Any

from linli.core.matters.acting import (
    ActingUser,
    acting_anonymously,
)
from linli.core.matters.definition import Step
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter, Promise
from linli.core.matters.registry import get_registration
from linli.core.matters.services import Outcome, open_matter, perform
from linli.ground.communities.models import new_key
from tests.factories.actors import as_actor
from tests.factories.scenes import PARTNER, Scene
from tests.factories.values import make_values, report_case
from tests.factories.ways import find_way, shortest_way


def make_case_in_state(
    scene: Scene, state: str, *, reporter: ActingUser | None = None, **values: Any
) -> Matter:
    """A case that has come to this state on the shortest way."""
    matter = report_case(scene, reporter=reporter, **values).matter
    return walk(scene, matter, state)


def make_matter_in(scene: Scene, kind: str, state: str) -> Matter:
    """A matter of any registered kind in this state, with the matter that it must come from."""
    procedure = get_registration(kind).procedure
    origin, user = None, acting_anonymously(scene.community)
    values = make_values(scene, procedure.opening.fields)
    if procedure.origin is not None:
        origin = make_matter_in(scene, procedure.origin.kind, procedure.origin.states[0])
        user = as_actor(scene, origin, procedure.opening.actors[0])
        values |= {"organisation": PARTNER} if "organisation" in values else {}
    outcome = open_matter(kind, acting_user=user, values=values, origin=origin)
    return walk(scene, outcome.matter, state)


def make_matter_for(scene: Scene, kind: str, step: Step) -> Matter:
    """A matter of that kind in the step's first state in which the step may be taken: with nobody
    to hold it, or with something asked for, or with broken promises, where the step wants that."""
    procedure = get_registration(kind).procedure
    if step.holds is False:
        assert procedure.opening.target is not None
        matter = make_matter_in(scene, kind, procedure.opening.target)
        for each in find_way(procedure.steps, matter.state, step.sources[0]):
            take(scene, matter, each)
        return matter
    matter = make_matter_in(scene, kind, step.sources[0])
    for each in procedure.steps_from(matter.state):
        if each.target is None and set(each.opens) & set(step.needs):
            take(scene, matter, each)
    if step.after_breach:
        long_ago = matter.opened_at - timedelta(days=1)
        Promise.objects.filter(matter=matter, name__in=step.after_breach).update(due_at=long_ago)
    return matter


def walk(scene: Scene, matter: Matter, state: str, *, now: datetime | None = None) -> Matter:
    """Takes the matter on to this state, each step by whoever may take it, at that time."""
    procedure = get_registration(matter.kind).procedure
    for step in shortest_way(procedure, matter.state, state):
        take(scene, matter, step, now=now)
    return matter


def take(
    scene: Scene, matter: Matter, step: Step | str, *, now: datetime | None = None, **values: Any
) -> Outcome:
    """The step by the first declared actor who is not refused, and the matter as it is then;
    StepRefusedError of the last."""
    if isinstance(step, str):
        step = get_registration(matter.kind).procedure.step_by_name[step]
    filled = make_values(scene, step.fields) | values
    refusal = StepRefusedError("not_your_duty", step.name)
    for actor in step.actors:
        try:
            user = as_actor(scene, matter, actor)
            outcome = perform(matter.pk, step.name, acting_user=user, values=filled, now=now)
        except StepRefusedError as error:
            refusal = error
        else:
            matter.refresh_from_db()
            return outcome
    raise refusal


def multiply(matter: Matter, times: int) -> None:
    """That many more matters that stand as this one does, with its promises and without records:
    for lists, which show no more."""
    for position in range(times):
        promises = list(matter.promises.all())
        twin = Matter.objects.get(pk=matter.pk)
        twin.pk, twin.number = new_key(), f"{matter.number}{position:03d}"
        twin.save(force_insert=True)
        for promise in promises:
            promise.pk, promise.matter = new_key(), twin
        Promise.objects.bulk_create(promises)
