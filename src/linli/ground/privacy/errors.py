"""What privacy refuses, each with a stable code."""


class PrivacyError(Exception):
    """Protected data could not be read, written or parsed."""

    code = "privacy_error"


class FieldKeyError(PrivacyError):
    """The settings hold no usable field key."""

    code = "field_key"


class DecryptionError(PrivacyError):
    """The sealed text was changed, cut, or moved from the place that it was sealed for."""

    code = "decryption_failed"


class UnknownKeyError(DecryptionError):
    """The sealed text was made with a key that is neither current nor among the older ones."""

    code = "unknown_field_key"


class ClearTextQueryError(PrivacyError):
    """A sealed column was compared with, or updated to, clear text without its row at hand."""

    code = "clear_text_query"


class ClearTextExportError(PrivacyError):
    """A serializer asked for a sealed column, which it would have written in clear."""

    code = "clear_text_export"


class ContactError(PrivacyError):
    """The text is no phone number and no mail address that Linli takes; `code` says why."""

    code = "contact_invalid"

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(text or code)
        self.code = code
