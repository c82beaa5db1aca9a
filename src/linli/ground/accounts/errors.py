"""What accounts refuse, each with a stable code."""


class AccountsError(Exception):
    """Something about an account was refused."""

    code = "accounts_error"


class TooManyRequestsError(AccountsError):
    """A limit is reached; `retry_after` whole seconds must pass."""

    code = "too_many_requests"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Try again in {retry_after} s.")
        self.retry_after = retry_after


class CodeInvalidError(AccountsError):
    """Wrong, used, expired or never sent: one answer for all, so that it tells nobody which."""

    code = "code_invalid"


class AccountClosedError(AccountsError):
    """The contact is proven, but its account may not sign in."""

    code = "account_closed"


class ContactTakenError(AccountsError):
    """Another account of this community has this contact already."""

    code = "contact_taken"


class NotYourAccountError(AccountsError):
    """Only its owner may do this to an account."""

    code = "not_your_account"


class OtherCommunityError(AccountsError):
    """Somebody of one community may not act on the accounts of another."""

    code = "other_community"


class DisplayNameError(AccountsError):
    """A name that is shown has 1 to 40 characters."""

    code = "display_name"


class ChoiceError(AccountsError):
    """No language or view of that name."""

    code = "unknown_choice"


class DeliveryError(AccountsError):
    """The message with the code could not be handed to its carrier."""

    code = "delivery_failed"


class ChannelError(DeliveryError):
    """The settings name no carrier for this kind of contact, or one that cannot be used."""

    code = "channel_unavailable"


class PasskeyError(AccountsError):
    """The device's answer does not prove what it must."""

    code = "passkey_invalid"


class PasskeyChallengeError(PasskeyError):
    """The challenge is missing, used or older than five minutes."""

    code = "passkey_challenge"


class PasskeyCountError(PasskeyError):
    """The signature counter did not grow, so a copy of the passkey may be about."""

    code = "passkey_sign_count"


class PasskeyKnownError(PasskeyError):
    """The passkey is registered already."""

    code = "passkey_known"


class PasskeyLimitError(PasskeyError):
    """The account has as many passkeys as it may have."""

    code = "passkey_limit"


class PasskeyMissingError(PasskeyError):
    """The account has no such passkey."""

    code = "passkey_missing"


class PasskeyHostError(PasskeyError):
    """Passkeys need a host name; an address in figures has none (WebAuthn 3, 5.1.2)."""

    code = "passkey_host"
