"""Who a session stands for, how long it lasts, and how often the door may be tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend

from linli.ground.accounts.enums import LimitScope
from linli.ground.accounts.errors import NotYourAccountError
from linli.ground.accounts.models import Account

CODE_DIGITS = 6
CODE_LIFETIME = timedelta(minutes=10)
CODE_ATTEMPTS = 5
PASSKEYS_MAX = 20
CHALLENGE_LIFETIME = timedelta(minutes=5)
IDLE_SECONDS = 14 * 24 * 3600
ABSOLUTE_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` times in a window that begins with the first of them."""

    count: int
    window: timedelta


# A contact: enough for somebody slow, too little to guess (at most 50 guesses a day at a million
# codes).  A network: a whole neighbourhood may stand behind one address of a mobile carrier.
LIMITS = {
    LimitScope.CODE_CONTACT_MINUTE: Limit(1, timedelta(minutes=1)),
    LimitScope.CODE_CONTACT_HOUR: Limit(5, timedelta(hours=1)),
    LimitScope.CODE_CONTACT_DAY: Limit(10, timedelta(days=1)),
    LimitScope.CODE_NETWORK_HOUR: Limit(60, timedelta(hours=1)),
    LimitScope.CODE_NETWORK_DAY: Limit(300, timedelta(days=1)),
    LimitScope.WRONG_CODE_CONTACT: Limit(5, timedelta(minutes=30)),
    LimitScope.WRONG_CODE_NETWORK: Limit(60, timedelta(minutes=30)),
    LimitScope.PASSKEY_NETWORK: Limit(120, timedelta(minutes=10)),
    LimitScope.VISIT_NETWORK_DAY: Limit(60, timedelta(days=1)),
}


class AccountBackend(BaseBackend):
    """Django's door to accounts: finds who a session stands for, and checks no password.

    Contact columns are left in the table until a page asks for them.
    """

    def get_user(self, user_id: Any) -> Account | None:
        """The account, or None where it is closed or gone."""
        accounts = Account.objects.select_related("community").defer("phone", "mail")
        return accounts.filter(pk=user_id, is_active=True).first()


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts without being used, and at most."""

    idle: timedelta
    absolute: timedelta

    def is_over(self, *, signed_in_at: datetime, seen_at: datetime, now: datetime) -> bool:
        """Whether the person has to sign in again."""
        return now - seen_at > self.idle or now - signed_in_at > self.absolute

    def is_touch_due(self, *, seen_at: datetime, now: datetime) -> bool:
        """A tenth of the idle time, so that reading pages does not write a session each."""
        return now - seen_at > self.idle / 10


def get_session_limits() -> SessionLimits:
    """From LINLI_SESSION_IDLE_SECONDS and LINLI_SESSION_ABSOLUTE_SECONDS, else 14 and 30 days."""
    return SessionLimits(
        timedelta(seconds=getattr(settings, "LINLI_SESSION_IDLE_SECONDS", IDLE_SECONDS)),
        timedelta(seconds=getattr(settings, "LINLI_SESSION_ABSOLUTE_SECONDS", ABSOLUTE_SECONDS)),
    )


def require_owner(account: Account, acting_user: Account) -> None:
    """Raises NotYourAccountError where somebody else is at work."""
    if acting_user.pk != account.pk or not acting_user.is_active:
        raise NotYourAccountError("Only its owner may do this to an account.")
