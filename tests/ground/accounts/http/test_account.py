import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from linli.ground.accounts.models import Account, Passkey
from linli.ground.accounts.services import create_account
from tests.ground.accounts.conftest import MAIL, PHONE, find_code, wrong

pytestmark = pytest.mark.django_db
CHOICES = {"display_name": "新名", "language": "zh-hans", "view": "elder"}


@pytest.fixture
def browser(client, account):
    client.cookies["django_language"] = "en"
    client.force_login(account)
    return client


@pytest.fixture
def passkey(account):
    return Passkey.objects.create(
        community=account.community,
        account=account,
        credential_id="abc",
        public_key=b"k",
        name="我的手机",
    )


def contains(response, text):
    return escape(text) in response.content.decode()


def test_account_page_shows_masked_contacts_only(browser, passkey):
    response = browser.get("/account")
    assert response.status_code == 200
    assert contains(response, "138****5678")
    assert PHONE not in response.content.decode()
    assert contains(response, "我的手机")
    assert "no-store" in response["Cache-Control"]


def test_account_page_asks_the_same_of_many_passkeys(browser, account):
    browser.get("/account")
    counts = []
    for number in (1, 12):
        for name in range(number):
            Passkey.objects.create(
                community=account.community,
                account=account,
                credential_id=f"{number}-{name}",
                public_key=b"k",
                name="a",
            )
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/account").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/account"),
        ("post", "/account"),
        ("get", "/account/contact"),
        ("post", "/account/contact"),
        ("post", "/account/contact/code"),
        ("post", "/account/sign-out-everywhere"),
        ("post", f"/account/passkeys/{uuid.UUID(int=1)}/remove"),
    ],
)
def test_account_pages_lead_strangers_to_the_door(client, community, method, path):
    response = getattr(client, method)(path)
    assert (response.status_code, response["Location"]) == (302, f"/sign-in?next={path}")


@pytest.mark.parametrize("path", ["sign-out-everywhere", f"passkeys/{uuid.UUID(int=1)}/remove"])
def test_account_actions_are_no_links(browser, path):
    assert browser.get(f"/account/{path}").status_code == 405


def test_account_page_stores_choices(browser, post):
    response = post("/account", CHOICES)
    assert (response.status_code, response["Location"]) == (302, "/account")
    cookies = {name: cookie.value for name, cookie in response.cookies.items()}
    assert (cookies["django_language"], cookies["view"]) == ("zh-hans", "elder")
    stored = Account.objects.get()
    assert (stored.display_name, stored.language, stored.view) == ("新名", "zh-hans", "elder")


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"display_name": ""}, "Write a name of 1 to 40 characters."),
        ({"display_name": "a" * 41}, "Write a name of 1 to 40 characters."),
        ({"language": "xx"}, "Choose one of the options."),
        ({"view": "tiny"}, "Choose one of the options."),
    ],
)
def test_account_page_refuses(browser, post, change, text):
    response = post("/account", CHOICES | change)
    assert response.status_code == 400
    assert contains(response, text)
    assert Account.objects.get().display_name == "张先生"


def test_account_contact_is_added_in_two_screens(browser, post, outbox):
    assert browser.get("/account/contact").status_code == 200
    first = post("/account/contact", {"contact": MAIL})
    assert first.status_code == 200
    assert b'action="/account/contact/code"' in first.content
    second = post("/account/contact/code", {"contact": MAIL, "code": find_code(outbox()[0])})
    assert (second.status_code, second["Location"]) == (302, "/account")
    assert Account.objects.get().mail == MAIL
    assert contains(browser.get("/account"), "z***@example.com")


def test_account_contact_refuses(browser, post, outbox, community):
    assert post("/account/contact", {"contact": "12345"}).status_code == 400
    post("/account/contact", {"contact": MAIL})
    code = find_code(outbox()[0])
    refused = post("/account/contact/code", {"contact": MAIL, "code": wrong(code)})
    assert refused.status_code == 400
    assert post("/account/contact", {"contact": MAIL}).status_code == 429
    create_account(community, display_name="b", contact=MAIL, acting_user=None)
    taken = post("/account/contact/code", {"contact": MAIL, "code": code})
    assert taken.status_code == 400
    assert contains(taken, "Another account has this number or address already.")
    assert browser.get("/account/contact/code")["Location"] == "/account/contact"


def test_account_signs_out_everywhere(browser, account):
    second = type(browser)()
    second.force_login(account)
    response = browser.post("/account/sign-out-everywhere")
    assert (response.status_code, response["Location"]) == (302, "/sign-in")
    assert [client.get("/account").status_code for client in (browser, second)] == [302, 302]


def test_account_removes_a_passkey(browser, passkey):
    response = browser.post(f"/account/passkeys/{passkey.pk}/remove", follow=True)
    assert contains(response, "The passkey was removed.")
    assert Passkey.objects.count() == 0
    again = browser.post(f"/account/passkeys/{passkey.pk}/remove", follow=True)
    assert contains(again, "This passkey is no longer there.")


def test_account_removes_no_passkey_of_others(client, stranger, passkey):
    client.force_login(stranger)
    client.post(f"/account/passkeys/{passkey.pk}/remove")
    assert Passkey.objects.count() == 1
