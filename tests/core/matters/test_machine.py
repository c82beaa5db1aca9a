"""The pure machine: one refusal after the other, and what a decision brings."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from linli.apps.cases.procedure import CASE
from linli.apps.oversight.procedure import APPEAL
from linli.core.matters.errors import StepRefusedError, UnknownStepError
from linli.core.matters.machine import (
    Decision,
    DutyFacts,
    Situation,
    Standing,
    Taken,
    decide,
    decide_opening,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OFFICE, WORKS, OTHER = (UUID(int=number) for number in (1, 2, 3))
ANNA, BORIS, CLARA = (UUID(int=number) for number in (11, 12, 13))


def on_duty(person: UUID, kind: str, organisation: UUID, *, covers: bool = True) -> Standing:
    return Standing(
        person=person, duties=(DutyFacts(UUID(int=99), kind, organisation, covers=covers),)
    )


DISPATCHER = on_duty(ANNA, "dispatcher", OFFICE)
HANDLER = on_duty(BORIS, "handler", WORKS)
STEWARD = on_duty(CLARA, "steward", OTHER)
HANDLED = Situation(
    state="handled",
    entered_at=NOW - timedelta(days=1),
    history=(Taken("start", NOW, BORIS, WORKS), Taken("handle", NOW, BORIS, WORKS)),
    holder=WORKS,
    open_promises=frozenset({"verify"}),
    met_promises=frozenset({"handle"}),
    days={"reopen": 15},
)


def refusal(situation: Situation, step: str, standing: Standing, procedure=CASE) -> str:
    with pytest.raises(StepRefusedError) as caught:
        decide(procedure, situation, step, standing, NOW)
    return caught.value.code


def test_verification_by_another_organisation_meets_and_opens_promises():
    decision = decide(CASE, HANDLED, "verify", STEWARD, NOW)
    step = CASE.step_by_name["verify"]
    assert decision == Decision(
        step=step,
        state="verified",
        actor=step.actors[0],
        duty=STEWARD.duties[0],
        opens=("close",),
        meets=("verify",),
        resumes=(),
        cancels=(),
    )


def test_sending_back_resumes_the_promise_that_had_counted_as_met():
    decision = decide(CASE, HANDLED, "send_back", STEWARD, NOW)
    assert (decision.state, decision.meets, decision.resumes) == (
        "handling",
        ("verify",),
        ("handle",),
    )


def test_step_without_declaration_is_unknown():
    with pytest.raises(UnknownStepError):
        decide(CASE, HANDLED, "abolish", STEWARD, NOW)


def test_opening_step_is_no_step_of_an_open_matter():
    with pytest.raises(UnknownStepError):
        decide(CASE, HANDLED, "report", STEWARD, NOW)


def test_step_in_another_state_is_refused():
    assert refusal(HANDLED, "accept", DISPATCHER) == "not_in_state"


def test_step_without_the_duty_is_refused():
    assert refusal(HANDLED, "verify", Standing(person=ANNA)) == "not_your_duty"


def test_duty_in_another_place_is_refused():
    assert (
        refusal(HANDLED, "verify", on_duty(CLARA, "steward", OTHER, covers=False))
        == "not_your_duty"
    )


def test_handler_of_another_organisation_is_refused():
    situation = replace(HANDLED, state="dispatched", history=())
    assert refusal(situation, "start", on_duty(BORIS, "handler", OTHER)) == "not_your_duty"


def test_verification_by_the_person_who_handled_is_refused():
    assert refusal(HANDLED, "verify", on_duty(BORIS, "steward", OTHER)) == "four_eyes"


def test_verification_by_the_organisation_that_handled_is_refused():
    assert refusal(HANDLED, "verify", on_duty(ANNA, "steward", WORKS)) == "four_eyes"


def test_verification_by_a_steward_who_also_handles_for_the_holder_is_refused():
    situation = replace(HANDLED, history=())
    both = Standing(person=ANNA, duties=(*STEWARD.duties, *HANDLER.duties))
    assert refusal(situation, "verify", both) == "four_eyes"


def with_two_hats(one: str, other: str) -> Standing:
    """Serves the organisation that handled it in one duty, and another one in the other."""
    return Standing(
        person=ANNA,
        duties=(
            DutyFacts(UUID(int=98), one, WORKS, covers=True),
            DutyFacts(UUID(int=97), other, OTHER, covers=True),
        ),
    )


@pytest.mark.parametrize("hat", ["handler", "steward", "officer", "supervisor", "administrator"])
def test_whoever_serves_the_holder_in_any_duty_verifies_under_no_other_hat(hat):
    assert refusal(HANDLED, "verify", with_two_hats(hat, "officer")) == "four_eyes"


@pytest.mark.parametrize("hat", ["handler", "reviewer", "supervisor"])
def test_whoever_serves_an_organisation_that_had_a_hand_in_it_decides_no_appeal(hat):
    filed = Situation(state="filed", entered_at=NOW, touched=frozenset({WORKS, BORIS}))
    assert refusal(filed, "examine", with_two_hats(hat, "reviewer"), APPEAL) == "recused"


def test_duty_that_does_not_cover_the_place_leaves_another_of_the_same_person():
    duties = (
        DutyFacts(UUID(int=98), "steward", OFFICE, covers=False),
        DutyFacts(UUID(int=97), "officer", OTHER, covers=True),
    )
    both = Standing(person=ANNA, duties=duties)
    assert decide(CASE, HANDLED, "verify", both, NOW).actor.role == "officer"


@pytest.mark.parametrize(("answer", "met"), [("yes", ("contact",)), ("no", ()), (None, ())])
def test_promise_is_met_by_the_one_answer_that_keeps_it(answer, met):
    situation = replace(HANDLED, state="handling", open_promises=frozenset({"contact", "handle"}))
    decision = decide(CASE, situation, "contact", HANDLER, NOW)
    assert decision.answered({"reached": answer} if answer else {}).meets == met


def test_promise_of_a_step_without_questions_is_met_by_taking_it():
    decision = decide(CASE, HANDLED, "verify", STEWARD, NOW)
    assert decision.answered({}) is decision


def test_reporter_on_duty_is_recused_from_his_own_matter():
    assert refusal(HANDLED, "verify", replace(STEWARD, is_reporter=True)) == "recused"


def test_contact_with_a_hidden_reporter_is_refused_to_the_holder():
    situation = replace(HANDLED, state="handling", reporter_hidden=True)
    assert refusal(situation, "contact", HANDLER) == "hidden_reporter"


def test_contact_with_a_hidden_reporter_is_the_dispatchers():
    situation = replace(HANDLED, state="handling", reporter_hidden=True)
    assert decide(CASE, situation, "contact", DISPATCHER, NOW).actor.role == "dispatcher"


def test_rating_twice_after_one_closing_is_refused():
    history = (Taken("close", NOW, ANNA, OFFICE), Taken("rate", NOW))
    situation = replace(HANDLED, state="closed", history=history, open_promises=frozenset())
    assert refusal(situation, "rate", Standing(is_reporter=True)) == "used_up"


def test_rating_again_after_a_second_closing_is_open():
    history = (Taken("close", NOW), Taken("rate", NOW), Taken("close", NOW))
    situation = replace(HANDLED, state="closed", history=history, open_promises=frozenset())
    assert decide(CASE, situation, "rate", Standing(is_reporter=True), NOW).state == "closed"


def test_reopening_a_second_time_is_refused():
    situation = replace(HANDLED, state="closed", history=(Taken("reopen", NOW),))
    assert refusal(situation, "reopen", Standing(is_reporter=True)) == "used_up"


@pytest.mark.parametrize(("days", "code"), [(15, ""), (16, "too_late")])
def test_reopening_is_open_for_the_days_of_the_rules(days, code):
    situation = replace(HANDLED, state="closed", entered_at=NOW - timedelta(days=days))
    if code:
        assert refusal(situation, "reopen", Standing(is_reporter=True)) == code
    else:
        assert decide(CASE, situation, "reopen", Standing(is_reporter=True), NOW).opens == (
            "dispatch",
        )


def test_ending_drops_every_promise_that_is_open():
    situation = replace(
        HANDLED, state="handling", open_promises=frozenset({"contact", "handle"}), history=()
    )
    decision = decide(CASE, situation, "withdraw", Standing(is_reporter=True), NOW)
    assert (decision.meets, decision.cancels) == ((), ("contact", "handle"))


@pytest.mark.parametrize("touched", [{CLARA}, {OTHER}])
def test_review_by_somebody_who_had_a_hand_in_it_is_refused(touched):
    situation = Situation("filed", NOW, touched=frozenset(touched))
    reviewer = on_duty(CLARA, "reviewer", OTHER)
    assert refusal(situation, "examine", reviewer, APPEAL) == "recused"


def test_review_by_somebody_untouched_is_open():
    situation = Situation("filed", NOW, touched=frozenset({ANNA, BORIS, WORKS, OFFICE}))
    reviewer = on_duty(CLARA, "reviewer", OTHER)
    assert decide(APPEAL, situation, "examine", reviewer, NOW).state == "examined"


def test_appeal_by_a_stranger_is_refused():
    with pytest.raises(StepRefusedError) as caught:
        decide_opening(APPEAL, Standing(person=ANNA))
    assert caught.value.code == "not_your_duty"


def test_report_is_open_to_everybody():
    assert decide_opening(CASE, Standing()).opens == ("accept",)
