from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.ground.accounts.errors import (
    AccountClosedError,
    DeliveryError,
    TooManyRequestsError,
)
from linli.ground.accounts.models import Account, SignInCode, SignInCounter
from linli.ground.accounts.selectors import find_account
from linli.ground.accounts.services import confirm_code, request_code
from linli.ground.communities.models import Community
from linli.ground.privacy.contacts import Contact
from linli.ground.privacy.errors import ContactError
from tests.ground.accounts.conftest import ADDRESS, MAIL, PHONE

pytestmark = pytest.mark.django_db


def confirm(community, code, *, contact=PHONE, address=ADDRESS):
    return confirm_code(community, contact=contact, code=code, network_address=address)


def test_request_code_sends_once_and_answers_with_its_end(community):
    sent, before = [], timezone.now()
    answer = request_code(
        community,
        contact="138 1234 5678",
        network_address=ADDRESS,
        language="en",
        deliver=sent.append,
    )
    assert answer.contact == Contact("phone", "+8613812345678")
    assert timedelta(0) <= answer.expires_at - before - timedelta(minutes=10) < timedelta(seconds=9)
    (message,) = sent
    assert (message.contact, message.language, message.community_name) == (
        Contact("phone", "+8613812345678"),
        "en",
        "柳岸社区",
    )
    assert len(message.code) == 6
    assert message.code.isdecimal()


def test_request_code_keeps_no_contact_address_or_code_in_clear(community, ask):
    code = ask()
    kept = [
        str(value)
        for model in (SignInCode, SignInCounter)
        for row in model.objects.values()
        for value in row.values()
    ]
    assert len(kept) > 20
    for secret in (code, "13812345678", "203.0.113"):
        assert not [value for value in kept if secret in value and not value.startswith("20")]


def test_request_code_does_the_same_with_and_without_an_account(community, account, ask):
    queries = []
    for contact in (PHONE, "13900000000"):
        with CaptureQueriesContext(connection) as captured:
            ask(contact)
        queries.append([query["sql"].split()[0] for query in captured])
        SignInCounter.objects.all().delete()
        assert not any("accounts_account" in query["sql"] for query in captured)
    assert queries[0] == queries[1]


@pytest.mark.parametrize(
    ("contact", "code"),
    [
        ("", "contact_empty"),
        ("12345", "phone_invalid"),
        ("010-62345678", "phone_no_messages"),
        ("a@b", "mail_host"),
    ],
)
def test_request_code_refuses_contacts(community, contact, code):
    with pytest.raises(ContactError) as caught:
        request_code(
            community, contact=contact, network_address=ADDRESS, language="en", deliver=print
        )
    assert caught.value.code == code
    assert SignInCode.objects.count() == 0


def test_request_code_falls_back_to_the_language_of_the_community(community):
    sent = []
    request_code(
        community, contact=PHONE, network_address=ADDRESS, language="xx", deliver=sent.append
    )
    assert sent[0].language == "en"


def test_request_code_sends_nothing_when_rolled_back(
    community, outbox, django_capture_on_commit_callbacks
):
    def fail():
        with transaction.atomic():
            request_code(community, contact=PHONE, network_address=ADDRESS, language="en")
            raise LookupError

    with django_capture_on_commit_callbacks(execute=True) as callbacks, pytest.raises(LookupError):
        fail()
    assert (callbacks, outbox()) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_request_code_reports_a_failed_delivery(community, settings):
    settings.LINLI_SMS_URL = ""
    with pytest.raises(DeliveryError) as caught:
        request_code(community, contact=PHONE, network_address=ADDRESS, language="en")
    assert caught.value.code == "channel_unavailable"


def test_confirm_code_opens_an_account_on_first_sign_in(community, ask):
    account = confirm(community, ask(language="zh-hans"), contact="+86 138-1234-5678")
    stored = Account.objects.get()
    assert stored == account
    assert (stored.community, stored.phone, stored.mail, stored.language, stored.view) == (
        community,
        "+8613812345678",
        "",
        "zh-hans",
        "standard",
    )
    assert stored.display_name
    assert stored.phone_verified_at is not None
    assert stored.mail_verified_at is None
    assert stored.has_usable_password() is False


def test_confirm_code_finds_the_account_on_later_sign_ins(community, account, ask):
    assert confirm(community, ask()) == account
    assert Account.objects.get().phone_verified_at is not None


def test_confirm_code_by_mail(community, ask):
    account = confirm(community, ask(MAIL), contact=" ZHANG@example.com")
    assert (account.mail, account.phone) == (MAIL, "")
    assert find_account(community, Contact("mail", MAIL)) == account


def test_confirm_code_refuses_a_closed_account(community, account, ask):
    Account.objects.update(is_active=False)
    with pytest.raises(AccountClosedError) as caught:
        confirm(community, ask())
    assert caught.value.code == "account_closed"


def test_confirm_code_keeps_communities_apart(community, elsewhere, ask):
    here = confirm(community, ask())
    there = confirm(elsewhere, ask(within=elsewhere))
    assert here != there
    assert here.phone_index != there.phone_index


@pytest.mark.django_db(transaction=True)
def test_request_code_at_once_is_counted_exactly(community):
    def try_once(_):
        try:
            request_code(
                Community.objects.get(),
                contact=PHONE,
                network_address=ADDRESS,
                language="en",
                deliver=lambda message: None,
            )
        except TooManyRequestsError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(try_once, range(8))) == [False] * 7 + [True]
    assert SignInCode.objects.count() == 1
