"""Contributions: who may, once each, and their records."""

from datetime import UTC, datetime

import pytest

from linli.core.contributions.models import Contribution
from linli.core.contributions.selectors import (
    count_contributions,
    list_possible_contributions,
)
from linli.core.contributions.services import contribute, record_contributions
from linli.core.matters.acting import acting_anonymously, acting_as
from linli.core.matters.errors import (
    IdempotencyError,
    InputRefusedError,
    MatterNotFoundError,
    StepRefusedError,
    UnknownStepError,
)
from linli.core.records.enums import Channel
from linli.core.records.models import Record, RecordPart
from tests.factories import (
    make_account,
    make_case_in_state,
    make_scene,
    report_case,
    reporter_of,
    take,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def code_of(matter, kind, user, **values) -> str:
    with pytest.raises(StepRefusedError) as caught:
        contribute(matter.pk, kind, acting_user=user, values=values)
    return caught.value.code


def test_join_counts_once_for_each_account(scene):
    matter = report_case(scene).matter
    user = acting_as(make_account(scene.community))
    contribute(matter.pk, "join", acting_user=user)
    assert code_of(matter, "join", user) == "used_up"
    assert count_contributions(matter) == {"join": 1}
    assert list_possible_contributions(matter, user=user) == []


def test_join_without_an_account_is_refused(scene):
    matter = report_case(scene).matter
    assert code_of(matter, "join", acting_anonymously(scene.community)) == "not_your_duty"


def test_contribution_to_a_finished_matter_is_refused(scene):
    matter = make_case_in_state(scene, "closed")
    user = acting_as(make_account(scene.community))
    assert code_of(matter, "join", user) == "not_in_state"


def test_contribution_that_nobody_declared_is_unknown(scene):
    matter = report_case(scene).matter
    with pytest.raises(UnknownStepError):
        contribute(matter.pk, "rank", acting_user=reporter_of(matter))


def test_contribution_to_an_invisible_matter_finds_none(scene):
    matter = report_case(scene, category="disputes.home").matter
    with pytest.raises(MatterNotFoundError):
        contribute(
            matter.pk, "join", acting_user=acting_as(make_account(scene.community, "Stranger"))
        )


def test_supplement_is_the_reporters_and_may_be_repeated(scene):
    matter = report_case(scene).matter
    for text in ("It is the second lamp", "Now two are out"):
        contribute(matter.pk, "supplement", acting_user=reporter_of(matter), values={"text": text})
    stranger = acting_as(make_account(scene.community))
    assert code_of(matter, "supplement", stranger, text="Me too") == "not_your_duty"
    assert count_contributions(matter) == {"supplement": 2}


def test_supplement_without_words_is_refused(scene):
    matter = report_case(scene).matter
    with pytest.raises(InputRefusedError) as caught:
        contribute(matter.pk, "supplement", acting_user=reporter_of(matter), values={})
    assert (caught.value.errors, Contribution.objects.count()) == ({"text": "required"}, 0)


def test_record_follows_with_the_text_in_its_deletable_part(scene):
    matter = report_case(scene).matter
    contribute(
        matter.pk, "supplement", acting_user=reporter_of(matter), values={"text": "Two are out"}
    )
    assert record_contributions(scene.community, now=NOW) == 1
    row = Contribution.objects.select_related("record").get()
    assert (row.text, row.record.step, row.record.sequence) == ("", "supplement", 2)
    assert list(RecordPart.objects.filter(record=row.record).values_list("text", "audience")) == [
        ("Two are out", "report")
    ]
    assert Record.objects.count() == 2


def test_same_request_twice_is_one_contribution(scene):
    matter = report_case(scene).matter
    sent = {"acting_user": reporter_of(matter), "values": {"text": "It is dark"}}
    key = "0123456789abcdef"
    first = contribute(matter.pk, "supplement", idempotency_key=key, **sent)
    again = contribute(matter.pk, "supplement", idempotency_key=key, **sent)
    assert (again.pk, count_contributions(matter)) == (first.pk, {"supplement": 1})


def test_key_that_was_used_for_other_words_is_refused(scene):
    matter = report_case(scene).matter
    user, key = reporter_of(matter), "0123456789abcdef"
    contribute(matter.pk, "supplement", idempotency_key=key, acting_user=user, values={"text": "a"})
    with pytest.raises(IdempotencyError):
        contribute(
            matter.pk, "supplement", idempotency_key=key, acting_user=user, values={"text": "b"}
        )
    assert count_contributions(matter) == {"supplement": 1}


def test_record_tells_channel_and_state_of_the_contribution_not_of_its_recording(scene):
    matter = report_case(scene).matter
    user = acting_as(make_account(scene.community), channel=Channel.API)
    contribute(matter.pk, "join", acting_user=user)
    take(scene, matter, "accept")
    record_contributions(scene.community, now=NOW)
    record = Record.objects.get(step="join")
    assert (record.from_state, record.to_state) == ("reported", "reported")
    assert record.author.channel == Channel.API
