"""Steps between offices and organisations that are refused."""

from datetime import timedelta

from django.utils import timezone

from linli.apps.cases.services import call_organisations
from linli.apps.cases.services.claims import claim_matter
from linli.core.matters.acting import acting_as
from linli.core.matters.models import Matter, Promise
from tests.core.pages.http.pages.attempts import Attempt, step
from tests.core.rest.calls import on_duty
from tests.factories import (
    PARTNER,
    Scene,
    make_account,
    make_case_in_state,
    make_duty,
    report_case,
    take,
)


def returned(scene: Scene) -> Matter:
    matter = make_case_in_state(scene, "dispatched")
    take(scene, matter, "ask_return")
    return matter


def ruling_on_ones_own_dispatch(scene: Scene) -> Attempt:
    dispatcher = on_duty(scene, "dispatcher")
    return step(dispatcher, returned(scene), "rule", ruling="stays", reasons="Theirs")


def ruling_on_nothing(scene: Scene) -> Attempt:
    matter = make_case_in_state(scene, "dispatched")
    return step(on_duty(scene, "officer"), matter, "rule", ruling="stays", reasons="Theirs")


def starting_before_the_ruling(scene: Scene) -> Attempt:
    return step(on_duty(scene, "handler"), returned(scene), "start")


def returning_twice(scene: Scene) -> Attempt:
    matter = returned(scene)
    take(scene, matter, "rule")
    return step(on_duty(scene, "handler"), matter, "ask_return", reason="Not ours")


def longer_when_late(scene: Scene) -> Attempt:
    matter = make_case_in_state(scene, "handling")
    late = matter.opened_at - timedelta(hours=1)
    Promise.objects.filter(matter=matter, name="handle").update(due_at=late)
    return step(on_duty(scene, "handler"), matter, "ask_extension", reason="-", longer="3wd")


def answering_for_what_was_kept(scene: Scene) -> Attempt:
    matter = make_case_in_state(scene, "handling")
    return step(on_duty(scene, "handler"), matter, "explain", cause="ours", statement="-")


def done_while_others_are_called(scene: Scene) -> Attempt:
    matter = make_case_in_state(scene, "handling")
    call_organisations(
        matter, organisations=[PARTNER], brief="Pipes", acting_user=scene.acting("officer")
    )
    return step(on_duty(scene, "handler"), matter, "handle", result="Dry")


def sending_back_what_nobody_holds(scene: Scene) -> Attempt:
    matter = report_case(scene).matter
    take(scene, matter, "solve")
    return step(on_duty(scene, "officer"), matter, "send_back", reason="Dark")


def rejecting_work_as_a_solution(scene: Scene) -> Attempt:
    matter = make_case_in_state(scene, "handled")
    return step(on_duty(scene, "officer"), matter, "reject_solution", reason="Dark")


def taking_what_another_is_at(scene: Scene) -> Attempt:
    matter = report_case(scene).matter
    other = make_account(scene.community, "Second dispatcher")
    centre = scene.organisations["centre"]
    make_duty(other, "dispatcher", organisation=centre, place=scene.places.street)
    claim_matter(matter, acting_user=acting_as(other), now=timezone.now())
    return step(on_duty(scene, "dispatcher"), matter, "accept", category="roads.lamp")
