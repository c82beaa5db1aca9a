"""Addresses of the account pages."""

from django.urls import path

from linli.ground.accounts.http.pages import account, sign_in
from linli.ground.accounts.http.rest import passkeys

app_name = "accounts"

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-in/code", sign_in.sign_in_code, name="sign-in-code"),
    path("sign-in/passkey/options", passkeys.authentication_options, name="passkey-options"),
    path("sign-in/passkey", passkeys.authentication, name="passkey-sign-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("account", account.account, name="account"),
    path("account/sign-out-everywhere", account.end_all_sessions, name="sign-out-everywhere"),
    path("account/contact", account.contact, name="contact"),
    path("account/contact/code", account.contact_code, name="contact-code"),
    path(
        "account/passkeys/options", passkeys.registration_options, name="passkey-register-options"
    ),
    path("account/passkeys", passkeys.registration, name="passkey-register"),
    path(
        "account/passkeys/<uuid:passkey_id>/remove",
        account.delete_passkey,
        name="passkey-remove",
    ),
]
