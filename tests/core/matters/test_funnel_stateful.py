"""No sequence of steps by anybody breaks what has to stay true of a matter."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.apps.cases.procedure import CASE
from linli.apps.oversight.procedure import APPEAL
from linli.core.matters.acting import ActingUser, acting_anonymously, acting_as_system
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.models import Matter, MatterLink, Promise
from linli.core.matters.services import open_matter, perform
from linli.core.records.models import Record, RecordAuthor, Stream
from linli.ground.parties.enums import DutyKind
from tests.factories import Scene, make_duty, make_scene, make_values, report_case, reporter_of

ACTORS = [*DutyKind.values, "reporter", "stranger", "system", "handler_and_steward"]
STEPS = sorted({step.name for procedure in (CASE, APPEAL) for step in procedure.steps})

moves = st.lists(
    st.tuples(
        st.sampled_from(ACTORS),
        st.sampled_from([*STEPS, "open_appeal"]),
        st.integers(min_value=0, max_value=240),
    ),
    min_size=5,
    max_size=40,
)
# Mostly the way of the loop, so that examples get far, with anything in between.
way = ["accept", "dispatch", "start", "handle", "verify", "close", "rate", "reopen"]
holders = {
    "accept": "dispatcher",
    "dispatch": "dispatcher",
    "start": "handler",
    "handle": "handler",
    "verify": "steward",
    "close": "dispatcher",
    "rate": "reporter",
    "reopen": "reporter",
    "open_appeal": "reporter",
}
likely = st.lists(
    st.sampled_from([*way, *way[1:6], "open_appeal", "send_back"]).map(
        lambda step: (holders.get(step, "officer"), step, 1)
    ),
    max_size=12,
)


@pytest.fixture
def scene(db):
    scene = make_scene()
    both = scene.people[DutyKind.STEWARD]
    make_duty(both, "handler", organisation=scene.organisations["works"], place=scene.places.street)
    return scene


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(guided=likely, wild=moves, hidden=st.booleans(), data=st.data())
def test_steps_by_anybody_in_any_order_keep_the_invariants(scene, guided, wild, hidden, data):
    case = report_case(scene, **({"hidden": "on"} if hidden else {})).matter
    matters = [case]
    now = timezone.now()
    path = [*((actor, step, 1) for step, actor in list(holders.items())[:6]), *guided, *wild]
    for actor, step, hours in data.draw(st.just(path)):
        now += timedelta(hours=hours)
        _try(scene, matters, actor, step, now)
        for matter in matters:
            check_matter(matter)
    check_stream(scene)


def _try(scene: Scene, matters: list[Matter], actor: str, step: str, now) -> None:
    for matter in list(matters):
        procedure = CASE if matter.kind == "case" else APPEAL
        before = Record.objects.filter(matter_id=matter.pk).count()
        user = acting(scene, matter, actor)
        try:
            if step == "open_appeal" and matter.kind == "case":
                values = {"grounds": "It is still dark"}
                matters.append(
                    open_matter(
                        "appeal", acting_user=user, values=values, origin=matter, now=now
                    ).matter
                )
                continue
            if step not in procedure.step_by_name or step == procedure.opening.name:
                continue
            values = make_values(scene, procedure.step_by_name[step].fields)
            perform(matter.pk, step, acting_user=user, values=values, now=now)
        except (StepRefusedError, InputRefusedError):
            assert Record.objects.filter(matter_id=matter.pk).count() == before
        else:
            assert Record.objects.filter(matter_id=matter.pk).count() == before + 1
        finally:
            matter.refresh_from_db()


def acting(scene: Scene, matter: Matter, actor: str) -> ActingUser:
    match actor:
        case "reporter":
            return reporter_of(matter)
        case "stranger":
            return acting_anonymously(scene.community)
        case "system":
            return acting_as_system(scene.community)
        case "handler_and_steward":
            return scene.acting("steward")
        case _:
            return scene.acting(actor)


def check_matter(matter: Matter) -> None:
    procedure = CASE if matter.kind == "case" else APPEAL
    records = list(Record.objects.filter(matter_id=matter.pk).order_by("sequence"))
    assert matter.state in procedure.state_by_name
    assert [each.from_state for each in records] == ["", *[e.to_state for e in records[:-1]]]
    assert records[-1].to_state == matter.state
    final = procedure.state_by_name[matter.state].final
    assert (matter.closed_at is not None) is final
    promises = list(Promise.objects.filter(matter=matter))
    running = [each for each in promises if each.met_at is None and each.cancelled_at is None]
    assert not (final and running), "a promise outlives the matter"
    assert len({each.name for each in running}) == len(running)
    assert matter.due_at == min((each.due_at for each in running), default=None)
    check_four_eyes(matter)


def check_four_eyes(matter: Matter) -> None:
    """Whoever handled never verified or closed, as a person or by his organisation."""
    if matter.kind != "case":
        return
    authors = list(RecordAuthor.objects.filter(matter_id=matter.pk).order_by("record__sequence"))
    handled_by: set[object] = set()
    for author in authors:
        if author.step in {"start", "handle"}:
            handled_by |= {author.account_id, author.organisation_id}
        if author.step in {"verify", "close", "send_back"}:
            assert not {author.account_id, author.organisation_id} & handled_by


def check_stream(scene: Scene) -> None:
    numbers = list(
        Record.objects.filter(community=scene.community)
        .order_by("sequence")
        .values_list("sequence", flat=True)
    )
    assert numbers == list(range(1, len(numbers) + 1))
    assert Stream.objects.get(community=scene.community).last == len(numbers)
    for link in MatterLink.objects.filter(relation="reviewed_by").select_related("other"):
        decided = {"examine", "decide"}
        reviewers = RecordAuthor.objects.filter(matter_id=link.other_id, step__in=decided)
        touched = RecordAuthor.objects.filter(matter_id=link.matter_id, account__isnull=False)
        assert not set(reviewers.values_list("account", flat=True)) & set(
            touched.values_list("account", flat=True)
        )
