"""The ways in which a log, a proof or a file of it can be refused."""


class LogError(Exception):
    """Base of all refusals here; `code` is stable, the message is for a reader of English."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class FormatError(LogError):
    """Bytes that the C2SP specifications do not allow."""


class SignatureError(LogError):
    """A note that no trusted key signed, or that a trusted key's signature does not fit."""


class ProofError(LogError):
    """An inclusion or consistency proof that does not lead to the root it should."""


class SourceError(LogError):
    """A log that could not be read: nothing is said about whether it is right."""


class MissingError(SourceError):
    """A file that the log's folder or server does not have."""


class StorageError(LogError):
    """A stored log that cannot be written to safely."""


class LockedError(StorageError):
    """Another writer is at work on this log."""
