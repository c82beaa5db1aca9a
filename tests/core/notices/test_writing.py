"""Notices: who is told of which step, and who is not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from linli.core.contributions.services import contribute, record_contributions
from linli.core.matters.acting import acting_as, acting_as_system
from linli.core.matters.services import open_matter
from linli.core.matters.services.import_matters import (
    ImportedEvent,
    ImportedMatter,
    import_matters,
)
from linli.core.notices.models import Notice
from linli.core.notices.selectors import list_notices
from linli.core.notices.services import follow_steps
from linli.core.records.models import Job
from linli.ground.accounts.models import Account
from linli.ground.parties.models import Duty
from tests.factories import (
    make_account,
    make_duty,
    make_scene,
    report_case,
    reporter_of,
    take,
    walk,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def resident(scene):
    return make_account(scene.community, contact="13812345678")


@pytest.fixture
def matter(scene, resident):
    return report_case(scene, reporter=acting_as(resident)).matter


def follow(scene):
    follow_steps(scene.community, now=timezone.now())


def told(*, role="reporter"):
    notices = Notice.objects.filter(role=role).order_by("sequence")
    return [(notice.step, notice.state) for notice in notices]


def sent():
    """Steps whose notices a job will send."""
    keys = [job.payload["notice"] for job in Job.objects.filter(task="deliver_notice")]
    notices = Notice.objects.filter(pk__in=keys).order_by("sequence", "role")
    return list(notices.values_list("step", "role"))


def test_reporter_is_told_of_each_change_that_others_make(scene, matter, resident):
    walk(scene, matter, "closed")
    follow(scene)
    assert told() == [
        ("accept", "accepted"),
        ("dispatch", "dispatched"),
        ("start", "handling"),
        ("handle", "handled"),
        ("verify", "verified"),
        ("close", "closed"),
    ]
    notice = Notice.objects.get(step="dispatch", role="reporter")
    assert (notice.account, notice.resident, notice.matter) == (resident, None, matter)
    assert (notice.sequence, notice.sent_at, notice.read_at) == (3, None, None)
    assert str(notice) == "3 dispatch"
    assert [each.step for each in list_notices(resident)] == [
        "close",
        "verify",
        "handle",
        "start",
        "dispatch",
        "accept",
    ]


def test_message_goes_out_only_where_the_meaning_of_the_state_changes(scene, matter):
    walk(scene, matter, "closed")
    follow(scene)
    assert sent() == [
        ("dispatch", "holder"),
        ("dispatch", "reporter"),
        ("handle", "reporter"),
        ("close", "reporter"),
    ]


def test_nobody_is_told_what_he_did_himself(scene, matter):
    walk(scene, matter, "closed")
    follow(scene)
    before = Notice.objects.count()
    take(scene, matter, "rate")
    take(scene, matter, "reopen")
    follow(scene)
    assert Notice.objects.count() == before


def test_steps_that_change_no_state_are_not_told(scene, matter):
    walk(scene, matter, "dispatched")
    follow(scene)
    before = Notice.objects.count()
    take(scene, matter, "contact")
    take(scene, matter, "publish")
    contribute(
        matter.pk, "supplement", acting_user=reporter_of(matter), values={"text": "Still dark"}
    )
    record_contributions(scene.community, now=timezone.now())
    follow(scene)
    assert Notice.objects.count() == before


def test_handlers_of_the_holder_are_told_of_work_that_comes_or_comes_back(scene, matter):
    other = make_account(scene.community, "Second handler")
    make_duty(
        other,
        "handler",
        organisation=scene.organisations["works"],
        place=scene.places.street,
    )
    walk(scene, matter, "handled")
    take(scene, matter, "send_back")
    follow(scene)
    handlers = {scene.people["handler"].pk, other.pk}
    found = Notice.objects.filter(role="holder").values_list("step", "account")
    assert set(found) == {(step, key) for step in ("dispatch", "send_back") for key in handlers}
    assert set(Notice.objects.filter(role="holder").values_list("state", flat=True)) == {
        "dispatched",
        "handling",
    }


def test_handler_whose_duty_is_over_or_account_closed_is_not_told(scene, matter):
    yesterday = timezone.localdate() - timedelta(days=1)
    Duty.objects.filter(account=scene.people["handler"]).update(ends_on=yesterday)
    closed = make_account(scene.community, "Closed")
    make_duty(
        closed, "handler", organisation=scene.organisations["works"], place=scene.places.street
    )
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    walk(scene, matter, "dispatched")
    follow(scene)
    assert told(role="holder") == []


def test_reporter_without_account_is_told_where_he_left_a_contact(scene):
    named = report_case(scene, contact_name="Wang", contact_phone="").matter
    phoned = report_case(scene, contact_phone="13812345678").matter
    nobody = report_case(scene, contact_phone="").matter
    for matter in (named, phoned, nobody):
        take(scene, matter, "accept")
    follow(scene)
    phoned.refresh_from_db()
    notice = Notice.objects.get()
    assert (notice.matter, notice.resident, notice.account) == (phoned, phoned.reporter, None)


def test_reporter_whose_account_is_closed_is_not_told(scene, matter, resident):
    Account.objects.filter(pk=resident.pk).update(is_active=False)
    take(scene, matter, "accept")
    follow(scene)
    assert told() == []


def test_handler_who_reported_hidden_is_told_as_reporter_and_as_handler(scene):
    handler = scene.people["handler"]
    matter = report_case(scene, reporter=acting_as(handler), hidden="on").matter
    walk(scene, matter, "dispatched")
    follow(scene)
    notices = Notice.objects.filter(step="dispatch", account=handler)
    assert set(notices.values_list("role", flat=True)) == {"reporter", "holder"}


def test_decision_on_an_appeal_is_told_to_the_reporter_of_the_case(scene, resident):
    matter = report_case(scene, reporter=acting_as(resident)).matter
    walk(scene, matter, "closed")
    appeal = open_matter(
        "appeal", acting_user=acting_as(resident), values={"grounds": "No"}, origin=matter
    ).matter
    take(scene, appeal, "examine")
    take(scene, appeal, "decide", outcome="upheld")
    follow(scene)
    assert told()[-3:] == [
        ("examine", "examined"),
        ("order_again", "accepted"),
        ("decide", "decided"),
    ]


def test_matters_taken_over_from_elsewhere_are_told_to_nobody(scene):
    works, place = scene.organisations["works"], scene.places.grid
    events = (
        ImportedEvent(step="report", state="reported", at=NOW, role="anyone"),
        ImportedEvent(step="dispatch", state="dispatched", at=NOW, role="dispatcher"),
    )
    row = ImportedMatter(
        source_id="1",
        title="Old",
        subject="roads.lamp",
        place=place,
        holder=works,
        events=events,
    )
    user = acting_as_system(scene.community)
    import_matters("case", source="old", rows=[row], acting_user=user, now=timezone.now())
    follow(scene)
    assert Notice.objects.count() == 0


def test_each_record_is_told_once(scene, matter):
    take(scene, matter, "accept")
    follow(scene)
    follow(scene)
    assert told() == [("accept", "accepted")]


def test_what_is_found_days_late_is_shown_but_not_sent(scene, matter):
    walk(scene, matter, "dispatched")
    follow_steps(scene.community, now=timezone.now() + timedelta(days=4))
    assert told()[-1] == ("dispatch", "dispatched")
    assert sent() == []


def test_other_communities_are_left_alone(scene, matter):
    other = make_scene("poplar", host="poplar.example")
    take(scene, matter, "accept")
    follow(other)
    assert Notice.objects.count() == 0
