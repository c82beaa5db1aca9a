import pytest
from django.core import serializers
from django.db import connection, transaction

from linli.ground.accounts.models import Account
from linli.ground.communities.models import Community
from linli.ground.privacy.cipher import unseal
from linli.ground.privacy.errors import (
    ClearTextExportError,
    ClearTextQueryError,
    DecryptionError,
    UnknownKeyError,
)
from linli.ground.privacy.fields import SealedText, is_reseal_due

pytestmark = pytest.mark.django_db
NUMBER = "+8613812345678"


@pytest.fixture
def community():
    return Community.objects.create(slug="liuan", name="柳岸社区")


@pytest.fixture
def account(community):
    return Account.objects.create(community=community, display_name="张", phone=NUMBER)


def stored(account, column="phone"):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column} FROM accounts_account WHERE display_name = %s", [account.display_name]
        )
        return cursor.fetchone()[0]


def test_field_is_sealed_in_the_table_and_clear_in_python(account):
    sealed = stored(account)
    assert NUMBER not in sealed
    assert (
        unseal(
            sealed,
            purpose="accounts_account.phone",
            binding=("accounts_account", "phone", str(account.community_id)),
        )
        == NUMBER
    )
    assert Account.objects.get().phone == NUMBER
    assert account.phone == NUMBER


def test_field_keeps_empty_text_as_it_is(account):
    assert stored(account, "mail") == ""
    assert Account.objects.get().mail == ""
    assert Account.objects.filter(mail="").count() == 1


def test_field_opens_only_when_read(account):
    Account.objects.all().update(phone=SealedText("damaged"))
    row = Account.objects.get()
    assert row.display_name == "张"
    with pytest.raises(DecryptionError) as caught:
        _ = row.phone
    assert caught.value.code == "decryption_failed"


def test_field_reads_deferred_and_refreshed_values(account):
    deferred = Account.objects.defer("phone").get()
    assert deferred.get_deferred_fields() == {"phone"}
    assert deferred.phone == NUMBER
    account.phone = "+8613900000000"
    account.refresh_from_db()
    assert account.phone == NUMBER


def test_field_unread_is_written_back_unchanged(account):
    before = stored(account)
    Account.objects.get().save()
    assert stored(account) == before


def test_field_read_is_sealed_anew_by_save(account):
    before, row = stored(account), Account.objects.get()
    row.phone = row.phone
    row.save(update_fields=["phone"])
    assert stored(account) != before
    assert Account.objects.get().phone == NUMBER


def test_field_is_sealed_by_bulk_create(community):
    Account.objects.bulk_create(
        [Account(community=community, display_name=name, phone=NUMBER) for name in "ab"]
    )
    assert [account.phone for account in Account.objects.all()] == [NUMBER, NUMBER]
    assert len(set(Account.objects.values_list("phone", flat=True))) == 2


def test_field_values_stay_sealed(account):
    assert NUMBER not in str(list(Account.objects.values_list("phone", "mail")))


def test_field_moved_to_another_column_does_not_open(account):
    Account.objects.all().update(mail=SealedText(stored(account)))
    with pytest.raises(DecryptionError):
        _ = Account.objects.get().mail


def test_field_moved_to_another_community_does_not_open(account):
    other = Community.objects.create(slug="other", name="别处", host="other.example")
    Account.objects.all().update(community=other)
    with pytest.raises(DecryptionError):
        _ = Account.objects.get().phone


@pytest.mark.parametrize(
    "query",
    [
        lambda: list(Account.objects.filter(phone=NUMBER)),
        lambda: list(Account.objects.filter(phone__in=[NUMBER])),
        lambda: Account.objects.update(phone=NUMBER),
        lambda: Account.objects.bulk_update(_changed(), ["phone"]),
    ],
    ids=["filter", "in", "update", "bulk_update"],
)
def test_field_refuses_clear_text_without_its_row(account, query):
    with pytest.raises(ClearTextQueryError) as caught, transaction.atomic():
        query()
    assert caught.value.code == "clear_text_query"
    assert Account.objects.get().phone == NUMBER


def _changed():
    row = Account.objects.get()
    row.phone = "+8613900000000"
    return [row]


def test_field_can_be_emptied_without_its_row(account):
    Account.objects.update(phone="")
    assert Account.objects.get().phone == ""


def test_field_is_never_exported_by_a_serializer(account):
    with pytest.raises(ClearTextExportError) as caught:
        serializers.serialize("json", [account])
    assert caught.value.code == "clear_text_export"


def test_field_reads_rows_of_an_older_key(account, settings):
    settings.LINLI_FIELD_KEYS_OLD, settings.LINLI_FIELD_KEY = [settings.LINLI_FIELD_KEY], b"n" * 32
    row = Account.objects.get()
    assert is_reseal_due(row, "phone") is True
    assert is_reseal_due(row, "mail") is False
    assert row.phone == NUMBER
    row.save()
    assert is_reseal_due(Account.objects.get(), "phone") is False


def test_field_of_a_lost_key_says_so(account, settings):
    settings.LINLI_FIELD_KEY = b"n" * 32
    with pytest.raises(UnknownKeyError):
        _ = Account.objects.get().phone
