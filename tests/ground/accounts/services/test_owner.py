import pytest

from linli.ground.accounts.errors import (
    ChoiceError,
    CodeInvalidError,
    ContactTakenError,
    DisplayNameError,
    NotYourAccountError,
    TooManyRequestsError,
)
from linli.ground.accounts.models import Account, SignInCode
from linli.ground.accounts.services import (
    attach_contact,
    confirm_code,
    create_account,
    sign_out_everywhere,
    update_account,
)
from tests.ground.accounts.conftest import ADDRESS, MAIL, PHONE, wrong

pytestmark = pytest.mark.django_db
CHOICES = {"display_name": "新名", "language": "en", "view": "elder"}


def attach(account, code, *, contact=MAIL, acting_user=None):
    attach_contact(
        account,
        acting_user=acting_user or account,
        contact=contact,
        code=code,
        network_address=ADDRESS,
    )


def test_update_account_stores_choices(account):
    update_account(account, acting_user=account, **CHOICES)
    stored = Account.objects.get()
    assert (stored.display_name, stored.language, stored.view) == ("新名", "en", "elder")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"display_name": " "}, DisplayNameError),
        ({"language": "xx"}, ChoiceError),
        ({"view": "tiny"}, ChoiceError),
    ],
)
def test_update_account_refuses(account, change, error):
    with pytest.raises(error):
        update_account(account, acting_user=account, **CHOICES | change)
    assert Account.objects.get().display_name == "张先生"


def test_update_account_refuses_somebody_else(account, stranger):
    with pytest.raises(NotYourAccountError) as caught:
        update_account(account, acting_user=stranger, **CHOICES)
    assert caught.value.code == "not_your_account"


def test_update_account_refuses_a_closed_account(account):
    account.is_active = False
    with pytest.raises(NotYourAccountError):
        update_account(account, acting_user=account, **CHOICES)


def test_attach_contact_adds_a_second_way_in(community, account, ask):
    attach(account, ask(MAIL))
    stored = Account.objects.get()
    assert (stored.phone, stored.mail) == (f"+86{PHONE}", MAIL)
    assert stored.mail_verified_at is not None
    stored.mail_verified_at = None
    code = ask("other@example.com")
    attach(account, code, contact="other@example.com")
    assert Account.objects.get().mail == "other@example.com"


def test_attach_contact_frees_the_contact_it_replaces(community, account, ask):
    attach(account, ask("13900000000"), contact="13900000000")
    newcomer = confirm_code(community, contact=PHONE, code=ask(), network_address=ADDRESS)
    assert newcomer != account


def test_attach_contact_refuses_a_wrong_code_and_counts_it(account, ask):
    code = ask(MAIL)
    with pytest.raises(CodeInvalidError):
        attach(account, wrong(code))
    assert SignInCode.objects.get().attempts_left == 4
    assert Account.objects.get().mail == ""


def test_attach_contact_locks_after_five_failures(account, ask):
    code = ask(MAIL)
    for _ in range(5):
        with pytest.raises(CodeInvalidError):
            attach(account, wrong(code))
    with pytest.raises(TooManyRequestsError):
        attach(account, code)


def test_attach_contact_refuses_what_another_account_has(community, account, ask):
    owner = create_account(community, display_name="李", contact=MAIL, acting_user=None)
    with pytest.raises(ContactTakenError):
        attach(account, ask(MAIL))
    assert Account.objects.get(mail_index=owner.mail_index) == owner


def test_attach_contact_refuses_somebody_else(account, stranger, ask):
    with pytest.raises(NotYourAccountError):
        attach(account, ask(MAIL), acting_user=stranger)


def test_sign_out_everywhere_ends_every_session(account, client):
    second = type(client)()
    for browser in (client, second):
        browser.force_login(account)
        assert browser.get("/account").status_code == 200
    sign_out_everywhere(account, acting_user=account)
    for browser in (client, second):
        answer = browser.get("/account")
        assert (answer.status_code, answer["Location"]) == (302, "/sign-in?next=/account")


def test_sign_out_everywhere_refuses_somebody_else(account, stranger):
    before = account.password
    with pytest.raises(NotYourAccountError):
        sign_out_everywhere(account, acting_user=stranger)
    assert Account.objects.get(pk=account.pk).password == before
