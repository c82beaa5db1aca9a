"""Strict reading of phone numbers and mail addresses into one spelling each.

Phones become E.164 (ITU-T E.164: `+`, country code, at most 15 digits).  Mail addresses take the
dot-string of RFC 5321, 4.1.2, with the host in its ASCII form (RFC 3490).  What does not parse is
refused with a code that says what to mend.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from linli.ground.privacy.errors import ContactError

ContactKind = Literal["phone", "mail"]
CHINA = "86"
MAIL_MAX = 254
LOCAL_PART_MAX = 64

_PUNCTUATION = re.compile(r"[\s().\-\u2010-\u2015\u00b7]")
_DIGITS = re.compile(r"\+?[0-9]+")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{7,14}")
_CHINA_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# Trunk codes 10 and 2x have eight-digit numbers, all others seven or eight.
_CHINA_LANDLINE = re.compile(r"(?:10|2[0-9])[2-9][0-9]{7}|[3-9][0-9]{2}[2-9][0-9]{6,7}")
_LOCAL_NUMBER = re.compile(r"[2-9][0-9]{6,7}")
_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone number or mail address in its one spelling."""

    kind: ContactKind
    value: str

    @property
    def takes_messages(self) -> bool:
        """False for a Chinese landline, which no text message reaches."""
        china = f"+{CHINA}"
        if self.kind == "mail" or not self.value.startswith(china):
            return True
        return _CHINA_MOBILE.fullmatch(self.value.removeprefix(china)) is not None


def parse_contact(text: str, *, country_code: str = CHINA) -> Contact:
    """A contact from what somebody typed; an `@` decides which kind it is.

    Raises ContactError with the codes of `parse_phone` and `parse_mail`, or `contact_empty`.
    """
    if not text.strip():
        raise ContactError("contact_empty")
    if "@" in unicodedata.normalize("NFKC", text):
        return Contact("mail", parse_mail(text))
    return Contact("phone", parse_phone(text, country_code=country_code))


def parse_phone(text: str, *, country_code: str = CHINA) -> str:
    """The number in E.164.

    `country_code` is assumed where none is written, and then one trunk 0 is dropped; "" assumes
    none, for places where numbers of several countries are usual.

    Raises ContactError: `phone_characters`, `phone_country_missing`, `phone_area_missing`,
    `phone_invalid`.
    """
    digits = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text))
    if not _DIGITS.fullmatch(digits):
        raise ContactError("phone_characters")
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if digits.startswith(f"+{CHINA}"):
        return _read_china(digits.removeprefix(f"+{CHINA}"))
    if digits.startswith("+"):
        return _read_international(digits)
    if country_code == CHINA:
        mobile = _CHINA_MOBILE.fullmatch(digits.removeprefix(CHINA))
        return _read_china(digits.removeprefix(CHINA) if mobile else digits)
    if not country_code:
        raise ContactError("phone_country_missing")
    return _read_international(f"+{country_code}{digits.removeprefix('0')}")


def parse_mail(text: str) -> str:
    """The address in small letters with its host in ASCII.

    Raises ContactError: `mail_at_sign`, `mail_local_part`, `mail_host`, `mail_length`.
    """
    local, at, host = unicodedata.normalize("NFKC", text).strip().casefold().rpartition("@")
    if not at or "@" in local:
        raise ContactError("mail_at_sign")
    if len(local) > LOCAL_PART_MAX or not _LOCAL_PART.fullmatch(local):
        raise ContactError("mail_local_part")
    address = f"{local}@{_read_host(host)}"
    if len(address) > MAIL_MAX:
        raise ContactError("mail_length")
    return address


def _read_china(number: str) -> str:
    national = number.removeprefix("0")
    if _CHINA_MOBILE.fullmatch(number) or _CHINA_LANDLINE.fullmatch(national):
        return f"+{CHINA}{national}"
    if _LOCAL_NUMBER.fullmatch(number):
        raise ContactError("phone_area_missing")
    raise ContactError("phone_invalid")


def _read_international(number: str) -> str:
    if not _INTERNATIONAL.fullmatch(number):
        raise ContactError("phone_invalid")
    return number


def _read_host(host: str) -> str:
    try:
        ascii_host = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise ContactError("mail_host") from error
    if not _HOST.fullmatch(ascii_host):
        raise ContactError("mail_host")
    return ascii_host
