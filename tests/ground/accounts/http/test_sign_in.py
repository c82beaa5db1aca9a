import re

import pytest
from django.utils.html import escape

from linli.ground.accounts.models import Account, SignInCode, SignInCounter
from linli.ground.accounts.services import create_account
from tests.ground.accounts.conftest import MAIL, PHONE, find_code, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("community")]


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def body(response):
    """The page without the token that differs in each answer."""
    return re.sub(r'(csrf[a-z-]*"? ?(?:value|token)?=")[^"]+', r"\1", response.content.decode())


def contains(response, text):
    return escape(text) in response.content.decode()


def take(post, outbox, contact=PHONE, **data):
    post("/sign-in", {"contact": contact})
    return post("/sign-in/code", {"contact": contact, "code": find_code(outbox()[-1]), **data})


def test_sign_in_page_asks_one_thing(client):
    response = client.get("/sign-in?next=/matters/7")
    assert response.status_code == 200
    form = body(response).split('action="/sign-in"')[1].split("</form>")[0]
    assert re.findall(r'<input[^>]* name="([^"]+)"', form) == [
        "csrfmiddlewaretoken",
        "next",
        "contact",
    ]
    assert 'name="next" value="/matters/7"' in body(response)
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_sign_in_by_phone_takes_two_screens(client, post, outbox):
    first = post("/sign-in", {"contact": "138 1234 5678", "next": "/account"})
    assert first.status_code == 200
    assert 'autocomplete="one-time-code"' in body(first)
    assert 'name="next" value="/account"' in body(first)
    assert outbox()[0].startswith("To: +8613812345678\n")
    second = post(
        "/sign-in/code",
        {"contact": "138 1234 5678", "code": find_code(outbox()[0]), "next": "/account"},
    )
    assert (second.status_code, second["Location"]) == (302, "/account")
    account = Account.objects.get()
    assert client.session["_auth_user_id"] == str(account.pk)
    assert second.cookies["django_language"].value == account.language == "en"
    assert second.cookies["view"].value == account.view == "standard"


def test_sign_in_by_mail(client, post, outbox):
    assert take(post, outbox, MAIL).status_code == 302
    assert Account.objects.get().mail == MAIL
    assert client.get("/account").status_code == 200


def test_sign_in_takes_spaces_and_full_width_digits(post, outbox):
    post("/sign-in", {"contact": PHONE})
    code = find_code(outbox()[0])
    spelled = " ".join(chr(ord(digit) - ord("0") + ord("０")) for digit in code)
    assert post("/sign-in/code", {"contact": PHONE, "code": spelled}).status_code == 302


def test_sign_in_changes_the_session_key(client, post, outbox):
    session = client.session
    session["before"] = 1
    session.save()
    take(post, outbox)
    assert client.session.session_key != session.session_key


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/matters/7?a=1", "/matters/7?a=1"),
        ("", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://testserver/account", "/"),
        ("account", "/"),
    ],
)
def test_sign_in_leads_on_within_this_host_only(post, outbox, wanted, location):
    assert take(post, outbox, next=wanted)["Location"] == location


def test_sign_in_does_not_tell_whether_there_is_an_account(post, community, client):
    create_account(community, display_name="a", contact=PHONE, acting_user=None)
    closed = create_account(community, display_name="b", contact="13700000000", acting_user=None)
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    answers = {
        contact: post("/sign-in", {"contact": contact})
        for contact in (PHONE, "13900000000", "13700000000")
    }
    assert {answer.status_code for answer in answers.values()} == {200}
    bodies = {body(answer).replace(contact, "X") for contact, answer in answers.items()}
    assert len(bodies) == 1
    refused = {
        contact: post("/sign-in/code", {"contact": contact, "code": "x"}) for contact in answers
    }
    assert {answer.status_code for answer in refused.values()} == {400}
    assert len({body(answer).replace(contact, "X") for contact, answer in refused.items()}) == 1
    headers = {tuple(sorted(answer.headers)) for answer in answers.values()}
    assert len(headers) == 1


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        ("", "Write a mobile number or a mail address."),
        ("12345", "This is not a mobile number."),
        ("abc", "A phone number has digits only"),
        ("010-62345678", "a fixed line cannot receive the code"),
        ("a@@b.cn", "A mail address has one @"),
        ("a@b", "Check what stands behind the @."),
        ("张@b.cn", "Check what stands before the @."),
        ("a" * 260, "This mail address is too long."),
        ("<script>@b.cn", "Check what stands before the @."),
    ],
)
def test_sign_in_refuses_contacts_on_the_same_page(post, outbox, contact, text):
    response = post("/sign-in", {"contact": contact, "next": "/account"})
    assert response.status_code == 400
    assert contains(response, text)
    assert 'aria-invalid="true"' in body(response)
    assert 'name="next" value="/account"' in body(response)
    assert "<script>@" not in body(response)
    assert outbox() == []


def test_sign_in_pressed_twice_still_shows_the_field_for_the_code(post, outbox):
    post("/sign-in", {"contact": PHONE})
    response = post("/sign-in", {"contact": PHONE})
    assert response.status_code == 429
    assert 50 <= int(response["Retry-After"]) <= 60
    assert contains(response, "Too many attempts. Try again in 1 minute.")
    assert 'autocomplete="one-time-code"' in body(response)
    assert len(outbox()) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("", "Codes cannot be sent this way at present."),
        ("http://127.0.0.1:1/send", "The code could not be sent just now."),
    ],
)
def test_sign_in_says_when_the_carrier_fails(client, settings, url, text):
    settings.LINLI_SMS_URL = url
    response = client.post("/sign-in", {"contact": PHONE})
    assert response.status_code == 503
    assert contains(response, text)


def test_sign_in_code_refuses_a_wrong_one(client, post, outbox):
    post("/sign-in", {"contact": PHONE})
    code = find_code(outbox()[0])
    response = post("/sign-in/code", {"contact": PHONE, "code": wrong(code), "next": "/account"})
    assert response.status_code == 400
    assert contains(response, "This code is not right or no longer valid.")
    assert 'name="next" value="/account"' in body(response)
    assert "_auth_user_id" not in client.session
    assert SignInCode.objects.get().attempts_left == 4


@pytest.mark.parametrize("code", ["", "abc", "1" * 50])
def test_sign_in_code_refuses_what_is_no_code(post, code):
    response = post("/sign-in/code", {"contact": PHONE, "code": code})
    assert response.status_code == 400
    assert contains(response, "This code is not right or no longer valid.")


def test_sign_in_code_used_twice_is_refused(client, post, outbox):
    assert take(post, outbox).status_code == 302
    client.logout()
    again = post("/sign-in/code", {"contact": PHONE, "code": find_code(outbox()[0])})
    assert again.status_code == 400


def test_sign_in_code_locks_and_says_how_long(post, outbox):
    post("/sign-in", {"contact": PHONE})
    code = find_code(outbox()[0])
    for _ in range(5):
        post("/sign-in/code", {"contact": PHONE, "code": wrong(code)})
    response = post("/sign-in/code", {"contact": PHONE, "code": code})
    assert response.status_code == 429
    assert 1790 <= int(response["Retry-After"]) <= 1800
    assert contains(response, "Too many attempts. Try again in 30 minutes.")


def test_sign_in_says_long_waits_in_hours(post):
    post("/sign-in", {"contact": PHONE})
    SignInCounter.objects.exclude(scope="code_contact_day").delete()
    SignInCounter.objects.update(count=10)
    response = post("/sign-in", {"contact": PHONE})
    assert contains(response, "Too many attempts. Try again in 24 hours.")


def test_sign_in_code_with_a_changed_contact_leads_back(post, outbox):
    response = post("/sign-in/code", {"contact": "12345", "code": "123456"})
    assert response.status_code == 400
    assert contains(response, "This is not a mobile number.")
    assert contains(post("/sign-in/code", {"code": "123456"}), "Write a mobile number")


def test_sign_in_code_refuses_a_closed_account(client, post, outbox, community):
    create_account(community, display_name="b", contact=PHONE, acting_user=None)
    Account.objects.update(is_active=False)
    response = take(post, outbox)
    assert response.status_code == 403
    assert contains(response, "This account is closed.")
    assert "_auth_user_id" not in client.session


def test_sign_in_code_opened_by_its_address_leads_to_the_first_screen(client):
    response = client.get("/sign-in/code")
    assert (response.status_code, response["Location"]) == (302, "/sign-in")


def test_sign_in_leads_on_who_is_signed_in(client, post, outbox):
    take(post, outbox)
    for response in (client.get("/sign-in?next=/account"), post("/sign-in", {"next": "/account"})):
        assert (response.status_code, response["Location"]) == (302, "/account")


def test_sign_in_needs_the_token_of_the_form(community):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    for path in ("/sign-in", "/sign-in/code", "/sign-out", "/account/sign-out-everywhere"):
        assert strict.post(path, {"contact": PHONE}).status_code == 403
    assert SignInCode.objects.count() == 0


def test_sign_out_ends_the_session(client, post, outbox):
    take(post, outbox)
    response = post("/sign-out")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/account").status_code == 302


def test_sign_out_is_no_link(client, post, outbox):
    take(post, outbox)
    assert client.get("/sign-out").status_code == 405
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_sign_in_offers_no_passkey_at_an_address_in_figures(client, settings, host):
    settings.ALLOWED_HOSTS = ["testserver", host]
    assert "data-passkey=" in body(client.get("/sign-in"))
    assert "data-passkey=" not in body(client.get("/sign-in", headers={"host": host}))
