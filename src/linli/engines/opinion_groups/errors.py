"""What can go wrong here, each with a stable code."""


class OpinionGroupsError(Exception):
    """Base of every error that this engine raises on purpose."""

    code = "opinion_groups"


class VotesError(OpinionGroupsError):
    """Votes or statements that contradict themselves or are none."""

    code = "votes"


class OptionError(OpinionGroupsError):
    """An option, or something it needs, that cannot be used here."""

    code = "option"


class TableError(OpinionGroupsError):
    """A file that is not what its format says.

    ``line`` and ``column`` count from 1; the column is that of the character in its line.
    """

    code = "table"

    def __init__(self, reason: str, *, file: str, line: int, column: int = 1) -> None:
        super().__init__(f"{file}:{line}:{column}: {reason}")
        self.reason = reason
        self.file = file
        self.line = line
        self.column = column


class FileError(OpinionGroupsError):
    """A file that is missing or cannot be read or written."""

    code = "file"
