import json
import time

import pytest
from django.test import Client

from linli.ground.accounts.models import Account, Passkey, SignInCounter
from linli.ground.accounts.policies import PASSKEYS_MAX
from tests.ground.accounts.authenticator import Authenticator, to_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("community")]
PATHS = {
    "options": "/sign-in/passkey/options",
    "sign_in": "/sign-in/passkey",
    "register_options": "/account/passkeys/options",
    "register": "/account/passkeys",
}


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def send(client, name, content=None, **extra):
    return client.post(PATHS[name], content or {}, content_type="application/json", **extra)


def refusal(response):
    answer = response.json()
    assert set(answer) == {"code", "detail"}
    assert answer["detail"]
    return response.status_code, answer["code"]


def register(client, device, name="手机"):
    options = send(client, "register_options").json()
    return send(client, "register", {"credential": device.make(options), "name": name})


def sign_in(client, device, **content):
    options = send(client, "options").json()
    return send(client, "sign_in", {"credential": device.prove(options), **content})


@pytest.fixture
def device(client, account):
    made = Authenticator()
    client.force_login(account)
    assert register(client, made).status_code == 201
    client.logout()
    client.cookies["django_language"] = "en"
    return made


def test_passkey_is_registered_and_signs_in(client, account):
    device = Authenticator()
    client.force_login(account)
    response = register(client, device)
    assert response.status_code == 201
    assert response.json() == {"id": str(Passkey.objects.get().pk), "redirect": "/account"}
    client.logout()
    response = sign_in(client, device, next="/account")
    assert (response.status_code, response.json()) == (200, {"redirect": "/account"})
    assert client.get("/account").status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_passkey_options_name_the_host_and_no_credential(client, account, device):
    options = send(client, "options").json()
    assert options.pop("challenge")
    assert options == {
        "rpId": "testserver",
        "timeout": 60000,
        "allowCredentials": [],
        "userVerification": "preferred",
    }


def test_passkey_sign_in_changes_the_session_key(client, device):
    options = send(client, "options").json()
    before = client.session.session_key
    send(client, "sign_in", {"credential": device.prove(options)})
    assert client.session.session_key != before


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", None, 5, ["/a"]])
def test_passkey_sign_in_leads_on_within_this_host_only(client, device, wanted):
    assert sign_in(client, device, next=wanted).json() == {"redirect": "/"}


def test_passkey_challenge_serves_once(client, device):
    options = send(client, "options").json()
    proof = {"credential": device.prove(options)}
    assert send(client, "sign_in", proof).status_code == 200
    client.logout()
    assert refusal(send(client, "sign_in", proof)) == (400, "passkey_challenge")


def test_passkey_challenge_is_spent_by_a_failure(client, device):
    options = send(client, "options").json()
    wrong = device.prove(options)
    wrong["response"]["signature"] = to_text(b"x")
    assert refusal(send(client, "sign_in", {"credential": wrong})) == (400, "passkey_invalid")
    again = {"credential": device.prove(options)}
    assert refusal(send(client, "sign_in", again)) == (400, "passkey_challenge")


def test_passkey_challenge_ends_after_five_minutes(client, device):
    options = send(client, "options").json()
    session = client.session
    kept = session["linli_passkey_challenge"]
    assert 290 < kept["expires"] - time.time() <= 300
    session["linli_passkey_challenge"] = kept | {"expires": time.time() - 1}
    session.save()
    answer = send(client, "sign_in", {"credential": device.prove(options)})
    assert refusal(answer) == (400, "passkey_challenge")


def test_passkey_challenge_of_one_ceremony_serves_no_other(client, account, device):
    client.force_login(account)
    options = send(client, "options").json()
    made = Authenticator().make({"user": {"id": "AA"}, **options})
    assert refusal(send(client, "register", {"credential": made})) == (400, "passkey_challenge")


def test_passkey_challenge_belongs_to_its_browser(client, device):
    other = Client()
    options = send(client, "options").json()
    answer = send(other, "sign_in", {"credential": device.prove(options)})
    assert refusal(answer) == (400, "passkey_challenge")


@pytest.mark.parametrize("origin", ["http://testserver", "https://evil.example"])
def test_passkey_of_another_origin_is_refused(client, device, origin):
    device.origin = origin
    assert refusal(sign_in(client, device)) == (400, "passkey_invalid")


def test_passkey_unknown_here_is_refused_like_a_forgery(client, device):
    stranger = Authenticator()
    unknown = sign_in(client, stranger)
    device.key = stranger.key
    forged = sign_in(client, device)
    assert refusal(unknown) == (400, "passkey_invalid")
    assert unknown.content == forged.content


def test_passkey_count_that_does_not_grow_is_refused(client, device):
    assert sign_in(client, device).status_code == 200
    client.logout()
    client.cookies["django_language"] = "en"
    device.sign_count = 0
    response = sign_in(client, device)
    assert refusal(response) == (400, "passkey_sign_count")
    assert "copied" in response.json()["detail"]
    assert "_auth_user_id" not in client.session


def test_passkey_of_a_closed_account_is_refused(client, device):
    Account.objects.update(is_active=False)
    assert refusal(sign_in(client, device)) == (403, "account_closed")


def test_passkey_of_another_community_is_refused(client, device, elsewhere):
    there = {"headers": {"host": "other.example"}}
    device.rp_id, device.origin = "other.example", "http://other.example"
    options = send(client, "options", **there).json()
    assert options["rpId"] == "other.example"
    answer = send(client, "sign_in", {"credential": device.prove(options)}, **there)
    assert refusal(answer) == (400, "passkey_invalid")


@pytest.mark.parametrize("name", ["register_options", "register"])
def test_passkey_registration_needs_somebody_signed_in(client, name):
    assert refusal(send(client, name)) == (401, "sign_in_required")


def test_passkey_known_already_is_refused(client, account, stranger, device):
    client.force_login(stranger)
    assert refusal(register(client, device)) == (409, "passkey_known")


def test_passkey_one_too_many_is_refused(client, account):
    client.force_login(account)
    for number in range(PASSKEYS_MAX):
        Passkey.objects.create(
            community=account.community,
            account=account,
            credential_id=to_text(bytes([number])),
            public_key=b"k",
            name="a",
        )
    assert refusal(send(client, "register_options")) == (409, "passkey_limit")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no json",
        "[]",
        "5",
        "{}",
        '{"credential": 5}',
        '{"credential": {"response": 1}}',
        "\udcff",
    ],
)
def test_passkey_requests_that_cannot_be_read_are_refused(client, account, content):
    client.force_login(account)
    raw = content.encode("utf-8", "surrogateescape")
    for name in ("sign_in", "register"):
        response = client.post(PATHS[name], raw, content_type="application/json")
        assert refusal(response) == (400, "json_invalid")


def test_passkey_requests_nested_without_end_are_refused(client):
    response = client.post(PATHS["sign_in"], "[" * 100_000, content_type="application/json")
    assert refusal(response) == (400, "json_invalid")


@pytest.mark.parametrize("name", ["options", "sign_in"])
def test_passkeys_do_not_exist_at_an_address_in_figures(client, device, name):
    content = {"credential": {"id": "a", "response": {}}}
    if name == "sign_in":
        send(client, "options")
    response = send(client, name, content, headers={"host": "127.0.0.1"})
    assert refusal(response)[0] == 400
    if name == "options":
        assert refusal(response)[1] == "passkey_host"


def test_passkey_options_are_limited_by_network(client):
    send(client, "options")
    SignInCounter.objects.update(count=120)
    response = send(client, "options")
    assert refusal(response) == (429, "too_many_requests")
    assert 590 <= int(response["Retry-After"]) <= 600
    assert send(client, "options", REMOTE_ADDR="198.51.100.7").status_code == 200


@pytest.mark.parametrize("path", PATHS.values())
def test_passkey_requests_need_post_and_token(account, path):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(account)
    assert strict.get(path).status_code == 405
    assert strict.post(path, "{}", content_type="application/json").status_code == 403


def test_passkey_requests_take_the_token_from_the_page(account):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(account)
    page = strict.get("/account").content.decode()
    token = page.split('data-csrf-token="')[1].split('"')[0]
    response = strict.post(
        PATHS["register_options"], "{}", content_type="application/json", HTTP_X_CSRFTOKEN=token
    )
    assert response.status_code == 200
    assert json.loads(response.content)["rp"]["id"] == "testserver"


def test_passkey_origin_is_the_public_one_where_the_host_is_the_same(client, account, settings):
    settings.LINLI_PUBLIC_URL = "https://testserver:8443"
    client.force_login(account)
    assert register(client, Authenticator(origin="https://testserver:8443")).status_code == 201
    settings.LINLI_PUBLIC_URL = "https://elsewhere.example"
    assert register(client, Authenticator(origin="http://testserver")).status_code == 201
