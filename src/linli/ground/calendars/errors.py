"""What calendars refuse, each with a stable code."""


class CalendarsError(Exception):
    """Something about times or calendars was refused."""

    code = "calendars_error"


class LimitError(CalendarsError):
    """An amount or a unit that no promise can have."""

    code = "limit"


class CalendarShapeError(CalendarsError):
    """A calendar that cannot be counted on; `field` names the part at fault."""

    code = "calendar_shape"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}: {sentence}")
        self.field = field


class NaiveMomentError(CalendarsError):
    """A moment without a time zone: nobody can tell when it is."""

    code = "naive_moment"


class ReversedSpanError(CalendarsError):
    """A span that ends before it begins."""

    code = "reversed_span"


class UnreachableDueError(CalendarsError):
    """The calendar holds too little working time to reach the due moment in a century."""

    code = "unreachable_due"


class NoticeError(CalendarsError):
    """A notice that was not taken.

    `code` says why; `field`, `value` (as it was written) and `line` (of the text, from 1) say where.
    """

    def __init__(
        self, code: str, sentence: str, *, field: str, value: str = "", line: int | None = None
    ) -> None:
        super().__init__(f"{field}: {sentence}" if line is None else f"line {line}: {sentence}")
        self.code = code
        self.sentence = sentence
        self.field = field
        self.value = value
        self.line = line

    def at_line(self, line: int | None) -> "NoticeError":
        """The same refusal, with the line of the text that it concerns."""
        return NoticeError(self.code, self.sentence, field=self.field, value=self.value, line=line)
