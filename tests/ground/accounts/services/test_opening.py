import pytest

from linli.ground.accounts.errors import (
    ContactTakenError,
    DisplayNameError,
    OtherCommunityError,
)
from linli.ground.accounts.models import Account
from linli.ground.accounts.selectors import MaskedContacts, find_account, get_masked_contacts
from linli.ground.accounts.services import create_account
from linli.ground.privacy.contacts import Contact
from linli.ground.privacy.errors import ContactError
from tests.ground.accounts.conftest import MAIL, PHONE

pytestmark = pytest.mark.django_db


def test_create_account_stores_name_language_and_unproven_contact(community, stranger):
    account = create_account(
        community,
        display_name="  张  先生 ",
        contact=MAIL,
        language="zh-hans",
        acting_user=stranger,
    )
    stored = Account.objects.get(pk=account.pk)
    assert (stored.display_name, stored.mail, stored.language, stored.mail_verified_at) == (
        "张 先生",
        MAIL,
        "zh-hans",
        None,
    )
    assert stored.has_usable_password() is False


def test_create_account_takes_the_language_of_the_community(community):
    assert create_account(community, display_name="a", acting_user=None).language == "en"


def test_create_account_refuses_a_contact_that_is_taken(community, account):
    with pytest.raises(ContactTakenError) as caught:
        create_account(community, display_name="b", contact=f"+86 {PHONE}", acting_user=None)
    assert caught.value.code == "contact_taken"
    assert Account.objects.count() == 1


def test_create_account_allows_many_without_contact_and_equal_ones_elsewhere(
    community, elsewhere, account
):
    for name in "ab":
        create_account(community, display_name=name, acting_user=None)
    create_account(elsewhere, display_name="c", contact=PHONE, acting_user=None)
    assert Account.objects.count() == 4


def test_create_account_refuses_an_office_of_another_community(elsewhere, stranger):
    with pytest.raises(OtherCommunityError) as caught:
        create_account(elsewhere, display_name="a", acting_user=stranger)
    assert caught.value.code == "other_community"


@pytest.mark.parametrize("name", ["", "   ", "a" * 41, "a\u202eb", "a\x00b", "\u200b"])
def test_create_account_refuses_names(community, name):
    with pytest.raises(DisplayNameError) as caught:
        create_account(community, display_name=name, acting_user=None)
    assert caught.value.code == "display_name"


def test_create_account_refuses_contacts(community):
    with pytest.raises(ContactError):
        create_account(community, display_name="a", contact="12345", acting_user=None)


def test_find_account_asks_all_keys_of_the_ring(community, account, settings):
    settings.LINLI_FIELD_KEY, settings.LINLI_FIELD_KEYS_OLD = b"n" * 32, [settings.LINLI_FIELD_KEY]
    assert find_account(community, Contact("phone", f"+86{PHONE}")) == account


def test_find_account_without_match(community, elsewhere, account):
    assert find_account(community, Contact("phone", "+8613900000000")) is None
    assert find_account(elsewhere, Contact("phone", f"+86{PHONE}")) is None


def test_get_masked_contacts_hides_the_middle(account, stranger):
    account.mail = MAIL
    assert get_masked_contacts(account) == MaskedContacts("138****5678", "z***@example.com")
    assert get_masked_contacts(stranger) == MaskedContacts("", "")
