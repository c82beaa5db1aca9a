from datetime import timedelta

import pytest
from django.utils import timezone

from linli.ground.accounts.enums import LimitScope
from linli.ground.accounts.errors import TooManyRequestsError
from linli.ground.accounts.models import SignInCounter
from linli.ground.accounts.policies import LIMITS
from linli.ground.accounts.services import spend_limit

pytestmark = pytest.mark.django_db


def spend(community, scope=LimitScope.CODE_CONTACT_HOUR, subject="s"):
    spend_limit(community, scope=scope, subject_index=subject)


@pytest.mark.parametrize("scope", list(LimitScope))
def test_spend_limit_allows_exactly_its_count(community, scope):
    if (count := LIMITS[scope].count) > 1:
        spend(community, scope)
        SignInCounter.objects.update(count=count - 1)
    spend(community, scope)
    with pytest.raises(TooManyRequestsError) as caught:
        spend(community, scope)
    window = LIMITS[scope].window.total_seconds()
    assert window - 30 <= caught.value.retry_after <= window
    assert SignInCounter.objects.get().count == LIMITS[scope].count


def test_spend_limit_begins_again_after_its_window(community):
    for _ in range(5):
        spend(community)
    SignInCounter.objects.update(started_at=timezone.now() - timedelta(hours=1))
    spend(community)
    assert SignInCounter.objects.get().count == 1


def test_spend_limit_says_how_long_to_wait(community):
    for _ in range(5):
        spend(community)
    SignInCounter.objects.update(started_at=timezone.now() - timedelta(minutes=59, seconds=30))
    with pytest.raises(TooManyRequestsError) as caught:
        spend(community)
    assert 20 <= caught.value.retry_after <= 30


def test_spend_limit_counts_subjects_scopes_and_communities_apart(community, elsewhere):
    for _ in range(5):
        spend(community)
    spend(community, subject="t")
    spend(community, scope=LimitScope.CODE_CONTACT_DAY)
    spend(elsewhere)
    counts = sorted(SignInCounter.objects.values_list("count", flat=True))
    assert counts == [1, 1, 1, 5]


def test_request_code_is_limited_by_minute_hour_and_day(community, ask):
    ask()
    with pytest.raises(TooManyRequestsError) as minute:
        ask()
    assert 50 <= minute.value.retry_after <= 60
    for _ in range(4):
        SignInCounter.objects.filter(scope="code_contact_minute").delete()
        ask()
    SignInCounter.objects.filter(scope="code_contact_minute").delete()
    with pytest.raises(TooManyRequestsError) as hour:
        ask()
    assert 3500 <= hour.value.retry_after <= 3600
    SignInCounter.objects.filter(scope="code_contact_day").update(count=10)
    SignInCounter.objects.exclude(scope="code_contact_day").delete()
    with pytest.raises(TooManyRequestsError) as day:
        ask()
    assert 86300 <= day.value.retry_after <= 86400


def test_request_code_is_limited_by_network_whatever_the_contact(community, ask):
    for number in range(60):
        ask(f"1390000{number:04d}", address=f"2001:db8:1:2::{number:x}")
    with pytest.raises(TooManyRequestsError):
        ask("13911111111", address="2001:db8:1:2::ffff")
    assert len(ask("13911111111", address="2001:db8:1:3::1")) == 6


def test_request_code_refused_spends_nothing(community, ask):
    ask()
    before = list(SignInCounter.objects.order_by("pk").values_list("scope", "count"))
    with pytest.raises(TooManyRequestsError):
        ask()
    assert list(SignInCounter.objects.order_by("pk").values_list("scope", "count")) == before
