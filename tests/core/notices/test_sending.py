"""Sending notices: to whom, in which words, and none of anybody's."""

import pytest
from django.utils import timezone

from linli.core.matters.acting import acting_as
from linli.core.notices.models import Notice
from linli.core.notices.services import follow_steps, send_notice
from linli.core.notices.services.messages import compose_message
from linli.core.records.models import Job
from linli.core.records.queue import run_due_jobs
from linli.ground.accounts.errors import ChannelError
from linli.ground.accounts.models import Account
from linli.ground.accounts.services.opening import put_contact
from linli.ground.parties.models import Resident
from linli.ground.privacy.contacts import Contact
from tests.factories import make_account, make_scene, report_case, take, walk

pytestmark = pytest.mark.django_db
WORDS = "My neighbour Old Wang broke the lamp"


@pytest.fixture(autouse=True)
def _trying_out(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    settings.LINLI_MAIL_URL = settings.LINLI_SMS_URL = "file:"
    settings.LINLI_PUBLIC_URL = "https://linli.example"


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def outbox(tmp_path):
    def read():
        return [path.read_text() for path in sorted((tmp_path / "outbox").glob("*.txt"))]

    return read


def reach(scene, state, *, reporter=None, **values):
    """A matter in that state, its notices written."""
    matter = report_case(scene, reporter=reporter, words=WORDS, **values).matter
    walk(scene, matter, state)
    follow_steps(scene.community, now=timezone.now())
    return matter


def notice(step="dispatch", role="reporter"):
    return Notice.objects.get(step=step, role=role)


def send(step="dispatch", role="reporter"):
    return send_notice(notice(step, role).pk, now=timezone.now())


def test_reporter_without_account_gets_number_state_and_address(scene, outbox):
    matter = reach(scene, "dispatched", contact_phone="13812345678")
    assert run_due_jobs(now=timezone.now()) == 2
    (message,) = outbox()
    assert message == (
        "To: +8613812345678\n"
        f"Subject: {matter.number}: Dispatched\n\n"
        f"Willow: your matter {matter.number} is now “Dispatched”. "
        f"https://linli.example/matters/{matter.number}\n"
    )
    assert notice().sent_at is not None
    assert not Job.objects.exists()


def test_handler_gets_a_text_of_his_own(scene, outbox):
    handler = scene.people["handler"]
    set_mail(handler, "handler@example.com")
    matter = reach(scene, "dispatched")
    assert send(role="holder") is True
    (message,) = outbox()
    assert message == (
        "To: handler@example.com\n"
        f"Subject: {matter.number}: Dispatched\n\n"
        f"Willow: matter {matter.number} waits for your organisation, “Dispatched”. "
        f"https://linli.example/matters/{matter.number}\n"
    )


@pytest.mark.parametrize("category", ["roads.lamp", "disputes.home"])
def test_message_says_nothing_about_the_report_or_the_reporter(scene, outbox, category):
    set_mail(scene.people["handler"], "handler@example.com")
    matter = reach(
        scene,
        "dispatched",
        category=category,
        contact_name="Zhang Wei",
        contact_phone="13812345678",
        hidden="on",
    )
    run_due_jobs(now=timezone.now())
    texts = "".join(outbox())
    assert len(outbox()) == 2
    handlers = next(text for text in outbox() if "handler@example.com" in text)
    for word in ("Wang", "Zhang", "138", matter.title, matter.subject, "hidden"):
        assert word not in handlers
        assert word not in texts.replace("+8613812345678", "")


def set_mail(account, address):
    put_contact(account, Contact("mail", address))
    account.save()


def test_account_is_written_to_in_its_own_language(scene):
    resident = make_account(scene.community, contact="13812345678")
    Account.objects.filter(pk=resident.pk).update(language="zh-hans")
    reach(scene, "dispatched", reporter=acting_as(resident))
    assert compose_message(notice()).language == "zh-hans"


@pytest.mark.parametrize(
    ("phone", "mail", "contact"),
    [
        ("+8613812345678", "a@example.com", Contact("phone", "+8613812345678")),
        ("+861062345678", "a@example.com", Contact("mail", "a@example.com")),
        ("", "a@example.com", Contact("mail", "a@example.com")),
        ("+861062345678", "", None),
    ],
)
def test_phone_before_mail_but_no_landline(scene, phone, mail, contact):
    reach(scene, "dispatched", contact_phone="13812345678")
    resident = Resident.objects.get()
    resident.phone, resident.mail = phone, mail
    resident.save()
    message = compose_message(notice())
    assert (message.contact if message else None) == contact


def test_gateways_with_approved_wording_get_the_parameters(scene):
    matter = reach(scene, "dispatched", contact_phone="13812345678")
    message = compose_message(notice())
    assert (message.template, message.parameters) == (
        "matter_notice",
        {
            "community": "Willow",
            "number": matter.number,
            "state": "Dispatched",
            "what": "Dispatched",
            "address": f"https://linli.example/matters/{matter.number}",
        },
    )


def test_nothing_is_sent_twice_nor_after_it_was_read(scene, outbox):
    reach(scene, "dispatched", contact_phone="13812345678")
    assert send() is True
    assert send() is False
    Notice.objects.update(sent_at=None, read_at=timezone.now())
    assert send() is False
    assert len(outbox()) == 1


def test_nothing_is_sent_where_nothing_can_reach(scene, outbox):
    resident = make_account(scene.community)
    reach(scene, "dispatched", reporter=acting_as(resident))
    assert send() is False
    assert outbox() == []


def test_nothing_is_sent_to_a_closed_account(scene, outbox):
    resident = make_account(scene.community, contact="13812345678")
    reach(scene, "dispatched", reporter=acting_as(resident))
    Account.objects.filter(pk=resident.pk).update(is_active=False)
    assert send() is False
    assert outbox() == []


def test_notice_that_went_with_its_resident_is_passed_over(scene):
    matter = reach(scene, "dispatched", contact_phone="13812345678")
    matter.refresh_from_db()
    matter.reporter.delete()
    assert run_due_jobs(now=timezone.now()) == 2
    assert not Job.objects.exists()


def test_carrier_that_does_not_take_it_leaves_the_job_for_later(scene, settings):
    reach(scene, "dispatched", contact_phone="13812345678")
    settings.LINLI_SMS_URL = "pigeon:"
    with pytest.raises(ChannelError):
        send()
    run_due_jobs(now=timezone.now())
    (job,) = Job.objects.all()
    assert (job.task, job.attempts, job.failed_at) == ("deliver_notice", 1, None)
    assert notice().sent_at is None


def test_each_state_of_a_case_can_be_said(scene):
    matter = reach(scene, "closed", contact_phone="13812345678")
    take(scene, matter, "order_again")
    follow_steps(scene.community, now=timezone.now())
    states = [
        compose_message(n).parameters["state"]
        for n in Notice.objects.order_by("sequence")
        if n.role == "reporter"
    ]
    assert states == [
        "Accepted",
        "Dispatched",
        "Being handled",
        "To be verified",
        "Verified",
        "Closed",
        "Accepted",
    ]
