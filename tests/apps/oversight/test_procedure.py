"""Who may appeal until when, who may review, and how an appeal ends."""

from datetime import timedelta

import pytest

from linli.apps.cases.selectors import plain_title
from linli.apps.oversight.enums import AppealOutcome, AppealState
from linli.apps.oversight.procedure import APPEAL
from linli.core.matters.acting import acting_anonymously, acting_as
from linli.core.matters.errors import InputRefusedError, MatterNotFoundError, StepRefusedError
from linli.core.matters.models import MatterLink, Promise
from linli.core.matters.selectors import list_possible_openings, list_timeline, list_worklist
from linli.core.matters.services import open_matter
from linli.ground.profiles.loader import read_part
from tests.apps.oversight.appeals import GROUNDS, REASONS, Filing, steps_of
from tests.factories import make_account, make_duty, reporter_of, take, walk

DAYS = read_part("cn", "appeal")["days"]["appeal"]
MOMENT = timedelta(microseconds=1)


def refusal(call, *arguments, **options) -> str:
    with pytest.raises(StepRefusedError) as refused:
        call(*arguments, **options)
    return refused.value.code


def words_for(matter, user) -> list[str]:
    return [part.text for entry in list_timeline(matter, user=user) for part in entry.parts]


def test_states_and_outcomes_are_those_that_are_declared():
    assert [state.name for state in APPEAL.states] == list(AppealState)
    decide = APPEAL.step_by_name["decide"]
    assert [choice.code for choice in decide.fields[0].choices] == list(AppealOutcome)


# ── Filing ────────────────────────────────────────────────────────────────────
def test_appeal_takes_over_what_the_case_is_about(filing):
    appeal = filing.file()
    same = ("subject", "title", "place", "reporter_id", "reporter_hidden", "privacy")
    assert [getattr(appeal, name) for name in same] == [getattr(filing.case, name) for name in same]
    assert (appeal.state, appeal.number[:3], appeal.holder) == ("filed", "SS-", None)
    links = MatterLink.objects.values_list("matter", "other", "relation")
    assert list(links) == [(filing.case.pk, appeal.pk, "reviewed_by")]
    assert filing.states() == ("closed", "filed")


def test_appeal_is_to_be_decided_in_the_profile_s_time_by_the_reviewers(filing):
    appeal = filing.file()
    promise = Promise.objects.get(matter=appeal)
    review = filing.scene.organisations["review"]
    limit = read_part("cn", "appeal")["promises"]["decide"]
    assert (promise.name, promise.limit, promise.party) == ("decide", limit, review)
    assert appeal.due_at == promise.due_at


def test_bearer_of_the_receipt_may_appeal_without_an_account(filing):
    filing.file(by=reporter_of(filing.case))
    assert filing.states() == ("closed", "filed")


def test_nobody_but_the_reporter_may_appeal(filing):
    scene = filing.scene
    others = [acting_anonymously(scene.community), acting_as(make_account(scene.community))]
    others += [scene.acting(kind) for kind in ("dispatcher", "handler", "reviewer", "officer")]
    assert [refusal(filing.file, by=user) for user in others] == ["not_your_duty"] * len(others)
    assert list_possible_openings(filing.case, user=others[0], now=filing.case.entered_at) == []


def test_case_that_one_may_not_see_cannot_be_appealed(scene):
    filing = Filing.against(scene, category="disputes.home")
    with pytest.raises(MatterNotFoundError):
        filing.file(by=acting_anonymously(scene.community))


def test_case_that_is_not_closed_cannot_be_appealed(reported):
    user = reporter_of(reported)
    given = {"grounds": GROUNDS}
    call = {"acting_user": user, "values": given, "origin": reported}
    assert refusal(open_matter, "appeal", **call) == "not_in_state"


def test_appeal_comes_from_a_case(filing):
    call = {"acting_user": filing.reporter, "values": {"grounds": GROUNDS}}
    assert refusal(open_matter, "appeal", **call) == "needs_origin"


def test_appeal_without_grounds_names_the_field(filing):
    with pytest.raises(InputRefusedError) as refused:
        open_matter("appeal", acting_user=filing.reporter, values={}, origin=filing.case)
    assert refused.value.errors == {"grounds": "required"}


def test_appeal_on_the_last_day_is_in_time(filing):
    last = filing.case.entered_at + timedelta(days=DAYS)
    assert list_possible_openings(filing.case, user=filing.reporter, now=last) == [APPEAL]
    filing.file(now=last)
    assert filing.states() == ("closed", "filed")


def test_appeal_after_the_last_day_is_too_late(filing):
    late = filing.case.entered_at + timedelta(days=DAYS) + MOMENT
    assert refusal(filing.file, now=late) == "too_late"
    assert list_possible_openings(filing.case, user=filing.reporter, now=late) == []


@pytest.mark.parametrize("end", ["filed", "dismissed"])
def test_second_appeal_against_one_closing_is_refused(filing, end):
    filing.file()
    if end == "dismissed":
        filing.examine()
        filing.decide("dismissed")
    assert refusal(filing.file) == "used_up"
    possible = list_possible_openings(filing.case, user=filing.reporter, now=filing.case.entered_at)
    assert possible == []


def test_appeal_that_was_withdrawn_leaves_another_open(filing):
    filing.file()
    filing.withdraw()
    possible = list_possible_openings(filing.case, user=filing.reporter, now=filing.case.entered_at)
    assert possible == [APPEAL]
    filing.file()
    assert filing.states() == ("closed", "filed")


def test_second_closing_can_be_appealed_again(filing):
    filing.file()
    filing.examine()
    filing.decide("upheld")
    filing.case.refresh_from_db()
    walk(filing.scene, filing.case, "closed")
    filing.case.refresh_from_db()
    possible = list_possible_openings(filing.case, user=filing.reporter, now=filing.case.entered_at)
    assert possible == [APPEAL]


def test_appeal_bears_no_published_words_of_its_case(scene):
    filing = Filing.against(scene)
    take(scene, filing.case, "publish", public_title="Mr Zhang's leak", public_words="Call 138")
    filing.case.refresh_from_db()
    appeal = filing.file()
    assert "Zhang" not in appeal.title
    assert appeal.title == plain_title(scene.community, filing.case)


# ── Reviewing ─────────────────────────────────────────────────────────────────
def test_reviewers_have_it_on_their_list_until_it_is_decided(filing):
    appeal = filing.file()
    reviewer, worklist = filing.scene.acting("reviewer"), APPEAL.worklists[0]
    assert list(list_worklist(reviewer, kind="appeal", worklist=worklist)) == [appeal]
    filing.examine()
    assert list(list_worklist(reviewer, kind="appeal", worklist=worklist)) == [appeal]
    filing.decide("dismissed")
    assert list(list_worklist(reviewer, kind="appeal", worklist=worklist)) == []


def test_nobody_but_a_reviewer_may_examine_or_decide(filing):
    filing.file()
    kinds = ("dispatcher", "handler", "officer", "steward", "supervisor", "administrator")
    others = [filing.reporter, *(filing.scene.acting(kind) for kind in kinds)]
    assert [refusal(filing.examine, by=user) for user in others] == ["not_your_duty"] * len(others)
    filing.examine()
    decided = [refusal(filing.decide, "upheld", by=user) for user in others]
    assert decided == ["not_your_duty"] * len(others)
    assert filing.states() == ("closed", "examined")


def test_decision_needs_an_examination(filing):
    filing.file()
    assert refusal(filing.decide, "upheld") == "not_in_state"


@pytest.mark.parametrize(
    ("kind", "slug"), [("dispatcher", "review"), ("reviewer", "works"), ("reviewer", "centre")]
)
def test_reviewer_who_had_to_do_with_the_case_is_recused(filing, kind, slug):
    """He himself took a step of it, or his organisation handled it, or dispatched it."""
    scene = filing.scene
    involved = scene.people[kind] if kind == "dispatcher" else make_account(scene.community)
    organisation, street = scene.organisations[slug], scene.places.street
    make_duty(involved, "reviewer", organisation=organisation, place=street)
    filing.file()
    assert refusal(filing.examine, by=acting_as(involved)) == "recused"
    filing.examine()
    assert refusal(filing.decide, "upheld", by=acting_as(involved)) == "recused"
    assert filing.states() == ("closed", "examined")


def test_reviewer_who_reported_it_himself_is_recused(scene):
    filing = Filing.against(scene)
    review, street = scene.organisations["review"], scene.places.street
    make_duty(filing.account, "reviewer", organisation=review, place=street)
    filing.file()
    assert refusal(filing.examine, by=filing.reporter) == "recused"


def test_reasons_are_for_reporter_and_reviewers_and_for_nobody_else(filing):
    appeal = filing.file()
    filing.examine()
    filing.decide("dismissed")
    scene = filing.scene
    assert words_for(appeal, filing.reporter) == [GROUNDS, REASONS]
    assert words_for(appeal, scene.acting("reviewer")) == [GROUNDS, REASONS]
    assert words_for(appeal, acting_anonymously(scene.community)) == []
    assert words_for(appeal, scene.acting("handler")) == []


# ── Withdrawing ───────────────────────────────────────────────────────────────
@pytest.mark.parametrize("state", ["filed", "examined"])
def test_withdrawn_appeal_ends_and_leaves_the_case_closed(filing, state):
    appeal = filing.file()
    walk(filing.scene, appeal, state)
    filing.withdraw()
    assert filing.states() == ("closed", "withdrawn")
    promise = Promise.objects.get(matter=appeal)
    assert (promise.met_at, promise.cancelled_at is None) == (None, False)
    assert steps_of(appeal)[-1] == "withdraw"


def test_nobody_but_the_reporter_may_withdraw_and_not_after_the_decision(filing):
    filing.file()
    others = [acting_anonymously(filing.scene.community), filing.scene.acting("reviewer")]
    assert [refusal(filing.withdraw, by=user) for user in others] == ["not_your_duty"] * 2
    filing.examine()
    filing.decide("dismissed")
    assert refusal(filing.withdraw) == "not_in_state"
