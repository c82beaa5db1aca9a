"""What the public log refuses."""


class DisclosureError(Exception):
    """Something about the public log was refused."""

    code = "disclosure_error"


class ActError(DisclosureError):
    """A record that the closed schema of the log has no words for."""

    code = "not_in_schema"


class LogAheadError(DisclosureError):
    """The log holds entries, or published some, that this database does not know: it was put back
    to an older state, or seals were deleted."""

    code = "log_ahead"


class NotSealedError(DisclosureError, LookupError):
    """The record is in no published checkpoint yet."""

    code = "not_sealed"


class KeyFileError(DisclosureError):
    """The file with the log's keys cannot be used."""

    code = "log_keys"
