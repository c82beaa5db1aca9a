"""What can go wrong here, each with a stable code."""


class TextRoutingError(Exception):
    """Base of every error that this engine raises on purpose."""

    code = "text_routing"


class TrainingError(TextRoutingError):
    """Examples from which nothing can be learned (no text, one category only, …)."""

    code = "training"


class ModelError(TextRoutingError):
    """A file that is not a model of this engine, or a damaged one."""

    code = "model"


class IndexFileError(TextRoutingError):
    """A file that is not an index of matters, or a damaged one."""

    code = "index"


class OptionError(TextRoutingError):
    """A threshold, window or precision that cannot be used."""

    code = "option"


class TableError(TextRoutingError):
    """A table that cannot be read.

    ``line`` and ``column`` count from 1; the column is that of the cell in its row.
    """

    code = "table"

    def __init__(self, reason: str, *, line: int, column: int = 1) -> None:
        super().__init__(f"line {line}, column {column}: {reason}")
        self.reason = reason
        self.line = line
        self.column = column
