"""What can go wrong here, each with a stable code."""


class EqualSharesError(Exception):
    """Base of every error that this engine raises on purpose."""

    code = "equal_shares"


class ElectionError(EqualSharesError):
    """An election whose parts contradict each other (unknown project, negative cost, …)."""

    code = "election"


class OptionError(EqualSharesError):
    """A rule, completion, satisfaction, convention or tie order that cannot be used here."""

    code = "option"


class PabulibError(EqualSharesError):
    """A file that is not valid Pabulib.

    ``line`` and ``column`` count from 1; the column is that of the character in its line.
    """

    code = "pabulib"

    def __init__(self, reason: str, *, line: int, column: int = 1) -> None:
        super().__init__(f"line {line}, column {column}: {reason}")
        self.reason = reason
        self.line = line
        self.column = column
