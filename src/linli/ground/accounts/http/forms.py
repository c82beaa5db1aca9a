"""Forms of the account pages, and what each refusal says to the person who meets it."""

import math

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from linli.ground.accounts.enums import View
from linli.ground.accounts.models import Account

CONTACT_MAX = 254
_HOUR = 3600

REFUSALS = {
    "contact_empty": _("Write a mobile number or a mail address."),
    "phone_characters": _("A phone number has digits only."),
    "phone_country_missing": _("Begin the number with + and the country's code."),
    "phone_area_missing": _("Write a mobile number; a fixed line cannot receive the code."),
    "phone_invalid": _("This is not a mobile number. Please check the digits."),
    "phone_no_messages": _("Write a mobile number; a fixed line cannot receive the code."),
    "mail_at_sign": _("A mail address has one @, for example name@example.com."),
    "mail_local_part": _("Check what stands before the @."),
    "mail_host": _("Check what stands behind the @."),
    "mail_length": _("This mail address is too long."),
    "code_invalid": _(
        "This code is not right or no longer valid. Use the newest message, or ask for a new code."
    ),
    "account_closed": _("This account is closed. Ask at the community's service desk."),
    "contact_taken": _("Another account has this number or address already."),
    "display_name": _("Write a name of 1 to 40 characters."),
    "unknown_choice": _("Choose one of the options."),
    "delivery_failed": _("The code could not be sent just now. Try again in a minute."),
    "channel_unavailable": _("Codes cannot be sent this way at present. Use the other way."),
    "passkey_invalid": _("That passkey was not accepted. Sign in with a code instead."),
    "passkey_challenge": _("That took too long. Try once more."),
    "passkey_sign_count": _(
        "This passkey may have been copied and was refused. Sign in with a code and remove it."
    ),
    "passkey_known": _("This passkey is saved already."),
    "passkey_limit": _("This account has as many passkeys as it can have. Remove one first."),
    "passkey_missing": _("This passkey is no longer there."),
    "passkey_host": _("Passkeys do not work at this address."),
    "sign_in_required": _("Sign in first."),
    "json_invalid": _("The request could not be read."),
}


def describe_refusal(code: str) -> str:
    """What the refusal says to a person."""
    return str(REFUSALS[code])


def describe_wait(seconds: int) -> str:
    """How long to wait, in the largest unit that is not too short."""
    if seconds > _HOUR:
        hours = math.ceil(seconds / _HOUR)
        return ngettext(
            "Too many attempts. Try again in %(count)d hour.",
            "Too many attempts. Try again in %(count)d hours.",
            hours,
        ) % {"count": hours}
    minutes = math.ceil(seconds / 60)
    return ngettext(
        "Too many attempts. Try again in %(count)d minute.",
        "Too many attempts. Try again in %(count)d minutes.",
        minutes,
    ) % {"count": minutes}


class ContactForm(forms.Form):
    """A phone number or mail address; what it must look like is the service's to say."""

    contact = forms.CharField(
        max_length=CONTACT_MAX,
        error_messages={
            "required": REFUSALS["contact_empty"],
            "max_length": REFUSALS["mail_length"],
        },
    )
    next = forms.CharField(required=False)


class CodeForm(ContactForm):
    """The code, with the contact that it went to; spaces and full-width digits are taken."""

    code = forms.CharField(
        max_length=40,
        error_messages={
            "required": REFUSALS["code_invalid"],
            "max_length": REFUSALS["code_invalid"],
        },
    )

    def clean_code(self) -> str:
        """The digits alone, as figures of ASCII."""
        return "".join(
            str(int(character)) for character in self.cleaned_data["code"] if character.isdecimal()
        )


class AccountForm(forms.Form):
    """What somebody may change about himself."""

    display_name = forms.CharField(
        max_length=80, error_messages={"required": REFUSALS["display_name"]}
    )
    language = forms.ChoiceField(error_messages={"invalid_choice": REFUSALS["unknown_choice"]})
    view = forms.ChoiceField(
        choices=View.choices, error_messages={"invalid_choice": REFUSALS["unknown_choice"]}
    )

    def __init__(self, data: object = None, *, account: Account) -> None:
        initial = {name: getattr(account, name) for name in ("display_name", "language", "view")}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["language"].choices = list_language_choices()  # type: ignore[attr-defined]


def list_language_choices() -> list[tuple[str, str]]:
    """Each language under the name that its speakers give it."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]
