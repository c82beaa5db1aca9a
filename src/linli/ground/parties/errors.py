class PartiesError(Exception):
    """Something about a party was refused."""

    code = "parties_error"


class DutyDatesError(PartiesError):
    """A duty would end before it begins."""

    code = "duty_dates"
