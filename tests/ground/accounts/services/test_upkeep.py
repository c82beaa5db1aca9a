from datetime import timedelta

import pytest
from django.utils import timezone

from linli.ground.accounts.errors import CodeInvalidError
from linli.ground.accounts.models import Account, SignInCode, SignInCounter
from linli.ground.accounts.services import (
    confirm_code,
    create_account,
    purge_sign_in_traces,
    reseal_accounts,
)
from linli.ground.privacy.errors import UnknownKeyError
from tests.ground.accounts.conftest import ADDRESS, MAIL, PHONE

pytestmark = pytest.mark.django_db


def test_purge_deletes_what_is_over_and_nothing_else(community, ask):
    ask()
    with pytest.raises(CodeInvalidError):
        confirm_code(community, contact=MAIL, code="000000", network_address=ADDRESS)
    assert purge_sign_in_traces() == 0
    SignInCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    SignInCounter.objects.update(started_at=timezone.now() - timedelta(hours=2))
    over = SignInCounter.objects.exclude(scope__in=["code_contact_day", "code_network_day"])
    expected = over.count() + 1
    assert purge_sign_in_traces() == expected
    assert SignInCode.objects.count() == 0
    assert set(SignInCounter.objects.values_list("scope", flat=True)) == {
        "code_contact_day",
        "code_network_day",
    }


@pytest.mark.parametrize("batch_size", [1, 2, 500])
def test_reseal_moves_everything_to_the_current_key(community, settings, batch_size):
    phones = ["13800000001", "13800000002", "13800000003"]
    for phone in phones:
        create_account(community, display_name=phone, contact=phone, acting_user=None)
    create_account(community, display_name="none", acting_user=None)
    old = settings.LINLI_FIELD_KEY
    settings.LINLI_FIELD_KEY, settings.LINLI_FIELD_KEYS_OLD = b"n" * 32, [old]
    create_account(community, display_name="new", contact=MAIL, acting_user=None)
    assert reseal_accounts(batch_size=batch_size) == 3
    assert reseal_accounts(batch_size=batch_size) == 0
    settings.LINLI_FIELD_KEYS_OLD = []
    read = {account.display_name: account.phone for account in Account.objects.all()}
    assert read == {phone: f"+86{phone}" for phone in phones} | {"none": "", "new": ""}


def test_reseal_keeps_accounts_findable(community, account, ask, settings):
    settings.LINLI_FIELD_KEY, settings.LINLI_FIELD_KEYS_OLD = b"n" * 32, [settings.LINLI_FIELD_KEY]
    assert confirm_code(community, contact=PHONE, code=ask(), network_address=ADDRESS) == account
    reseal_accounts()
    settings.LINLI_FIELD_KEYS_OLD = []
    SignInCounter.objects.all().delete()
    assert confirm_code(community, contact=PHONE, code=ask(), network_address=ADDRESS) == account


def test_reseal_stops_where_a_key_is_missing(account, settings):
    settings.LINLI_FIELD_KEY = b"n" * 32
    with pytest.raises(UnknownKeyError):
        reseal_accounts()
