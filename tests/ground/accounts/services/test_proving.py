from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from linli.ground.accounts.errors import (
    CodeInvalidError,
    TooManyRequestsError,
)
from linli.ground.accounts.models import Account, SignInCode, SignInCounter
from linli.ground.accounts.services import confirm_code
from linli.ground.communities.models import Community
from tests.ground.accounts.conftest import ADDRESS, MAIL, PHONE, wrong

pytestmark = pytest.mark.django_db


def confirm(community, code, *, contact=PHONE, address=ADDRESS):
    return confirm_code(community, contact=contact, code=code, network_address=address)


def forget_minute():
    SignInCounter.objects.filter(scope="code_contact_minute").delete()


def test_confirm_code_takes_a_code_once(community, ask):
    code = ask()
    confirm(community, code)
    with pytest.raises(CodeInvalidError) as caught:
        confirm(community, code)
    assert caught.value.code == "code_invalid"


def test_confirm_code_refuses_a_wrong_code_and_counts_it(community, ask):
    code = ask()
    with pytest.raises(CodeInvalidError):
        confirm(community, wrong(code))
    assert SignInCode.objects.get().attempts_left == 4
    assert Account.objects.count() == 0
    assert confirm(community, code).pk == Account.objects.get().pk


def test_confirm_code_refuses_after_ten_minutes(community, ask):
    code = ask()
    SignInCode.objects.update(expires_at=timezone.now())
    with pytest.raises(CodeInvalidError):
        confirm(community, code)


def test_confirm_code_refuses_what_was_never_asked_for(community):
    with pytest.raises(CodeInvalidError):
        confirm(community, "123456")


def test_confirm_code_refuses_an_earlier_code(community, ask):
    first = ask()
    forget_minute()
    second = ask()
    with pytest.raises(CodeInvalidError):
        confirm(community, first if first != second else wrong(second))
    assert confirm(community, second).phone == "+8613812345678"


def test_confirm_code_refuses_the_code_of_another_contact(community, ask):
    code = ask()
    with pytest.raises(CodeInvalidError):
        confirm(community, code, contact="13900000000")


def test_confirm_code_refuses_the_code_of_another_community(community, elsewhere, ask):
    code = ask()
    with pytest.raises(CodeInvalidError):
        confirm(elsewhere, code)


def test_confirm_code_refuses_malformed_codes(community, ask):
    code = ask()
    for text in ("", code[:5], f"{code}0", "abcdef"):
        SignInCounter.objects.all().delete()
        with pytest.raises(CodeInvalidError):
            confirm(community, text)


def test_confirm_code_locks_after_five_failures(community, ask):
    code = ask()
    for _ in range(5):
        with pytest.raises(CodeInvalidError):
            confirm(community, wrong(code))
    with pytest.raises(TooManyRequestsError) as caught:
        confirm(community, code)
    assert caught.value.code == "too_many_requests"
    assert 1795 <= caught.value.retry_after <= 1800
    assert SignInCode.objects.get().attempts_left == 0
    forget_minute()
    with pytest.raises(TooManyRequestsError):
        ask()


def test_confirm_code_lock_ends_after_half_an_hour_but_the_code_stays_dead(community, ask):
    code = ask()
    for _ in range(5):
        with pytest.raises(CodeInvalidError):
            confirm(community, wrong(code))
    SignInCounter.objects.update(started_at=timezone.now() - timedelta(minutes=30))
    with pytest.raises(CodeInvalidError):
        confirm(community, code)
    assert confirm(community, ask()).phone == "+8613812345678"


def test_confirm_code_lock_lasts_a_whole_window_from_the_last_failure(community, ask):
    code = ask()
    for number in range(5):
        if number == 4:
            SignInCounter.objects.update(started_at=timezone.now() - timedelta(minutes=29))
        with pytest.raises(CodeInvalidError):
            confirm(community, wrong(code))
    with pytest.raises(TooManyRequestsError) as caught:
        confirm(community, code)
    assert caught.value.retry_after >= 1795


def test_confirm_code_lock_is_one_contacts(community, ask):
    code = ask()
    for _ in range(5):
        with pytest.raises(CodeInvalidError):
            confirm(community, wrong(code))
    assert confirm(community, ask(MAIL), contact=MAIL).mail == MAIL


def test_confirm_code_forgets_failures_after_a_success(community, ask):
    for _ in range(3):
        code = ask()
        for _ in range(4):
            with pytest.raises(CodeInvalidError):
                confirm(community, wrong(code))
        confirm(community, code)
        forget_minute()
    assert not SignInCounter.objects.filter(scope="wrong_code_contact").exists()


def test_confirm_code_limits_failures_of_one_network(community):
    for number in range(60):
        with pytest.raises(CodeInvalidError):
            confirm(community, "000000", contact=f"1390000{number:04d}")
    with pytest.raises(TooManyRequestsError):
        confirm(community, "000000", contact="13911111111")
    with pytest.raises(CodeInvalidError):
        confirm(community, "000000", contact="13911111111", address="198.51.100.1")


def test_confirm_code_will_not_lose_a_failure_to_a_callers_rollback(community, ask):
    code = ask()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        confirm(community, wrong(code))


@pytest.mark.django_db(transaction=True)
def test_confirm_code_twice_at_once_signs_in_once(ask, community):
    code = ask()

    def try_once(_):
        try:
            return confirm(Community.objects.get(), code).pk
        except CodeInvalidError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(try_once, range(4)))
    assert sorted(result is None for result in results) == [False, True, True, True]
    assert Account.objects.count() == 1
