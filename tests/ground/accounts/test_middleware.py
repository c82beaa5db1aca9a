from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from linli.ground.accounts.middleware import AccountMiddleware, begin_session, get_client_address
from linli.ground.accounts.models import Account

pytestmark = pytest.mark.django_db


def shift(client, **changes):
    """Makes the session look as if it had begun or been used earlier."""
    session = client.session
    for name, delta in changes.items():
        session[f"linli_{name}"] -= delta.total_seconds()
    session.save()


def is_signed_in(client):
    return client.get("/account").status_code == 200


@pytest.fixture
def browser(client, account):
    client.force_login(account)
    assert is_signed_in(client)
    return client


def test_session_goes_on_within_both_limits(browser):
    shift(browser, signed_in_at=timedelta(days=29), seen_at=timedelta(days=13))
    assert is_signed_in(browser)


def test_session_ends_when_idle(browser):
    shift(browser, seen_at=timedelta(days=14, seconds=1))
    key = browser.session.session_key
    assert not is_signed_in(browser)
    assert not Session.objects.filter(session_key=key).exists()
    assert not is_signed_in(browser)


def test_session_ends_at_its_absolute_age_however_busy(browser):
    shift(browser, signed_in_at=timedelta(days=30, seconds=1))
    assert not is_signed_in(browser)


def test_session_limits_come_from_the_settings(browser, settings):
    settings.LINLI_SESSION_IDLE_SECONDS = 600
    shift(browser, seen_at=timedelta(seconds=590))
    assert is_signed_in(browser)
    shift(browser, seen_at=timedelta(seconds=601))
    assert not is_signed_in(browser)
    settings.LINLI_SESSION_IDLE_SECONDS, settings.LINLI_SESSION_ABSOLUTE_SECONDS = 10**9, 60
    browser.force_login(Account.objects.get())
    assert is_signed_in(browser)
    shift(browser, signed_in_at=timedelta(seconds=61))
    assert not is_signed_in(browser)


def test_session_is_written_once_a_tenth_of_the_idle_time(browser):
    before = browser.session["linli_seen_at"]
    assert is_signed_in(browser)
    assert browser.session["linli_seen_at"] == before
    shift(browser, seen_at=timedelta(days=2))
    assert is_signed_in(browser)
    assert browser.session["linli_seen_at"] >= before


def test_session_of_a_closed_account_is_nobodys(browser):
    Account.objects.update(is_active=False)
    assert not is_signed_in(browser)


def test_session_of_another_community_is_nobodys(browser, elsewhere):
    answer = browser.get("/account", headers={"host": "other.example"})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in?next=/account")
    assert is_signed_in(browser)


def test_session_of_a_deleted_account_is_nobodys(browser):
    Account.objects.all().delete()
    assert not is_signed_in(browser)


def test_middleware_asks_nothing_of_a_page_that_asks_for_nobody(
    community, django_assert_num_queries
):
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        AccountMiddleware(lambda request: HttpResponse())(request)


def test_session_user_leaves_contacts_in_the_table(browser):
    request = RequestFactory().get("/")
    request.session = browser.session
    user = get_user(request)
    assert user.get_deferred_fields() == {"phone", "mail"}


def test_begin_session_changes_the_key_and_ends_with_the_absolute_limit(client, account, settings):
    settings.LINLI_SESSION_ABSOLUTE_SECONDS = 3600
    request = RequestFactory().get("/")
    request.session, request.user = client.session, AnonymousUser()
    request.session["basket"] = "kept"
    request.session.save()
    before = request.session.session_key
    begin_session(request, account)
    request.session.save()
    assert request.session.session_key != before
    assert request.session["basket"] == "kept"
    assert request.user == account
    end = Session.objects.get(session_key=request.session.session_key).expire_date
    assert abs(end - timezone.now() - timedelta(hours=1)) < timedelta(minutes=1)


def test_get_client_address_counts_own_proxies(settings):
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9"
    )
    assert get_client_address(request) == "10.0.0.1"
    settings.LINLI_PROXY_HOPS = 1
    assert get_client_address(request) == "203.0.113.9"
