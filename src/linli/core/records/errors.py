class RecordsError(Exception):
    """A record or a job was refused."""

    code = "records_error"


class FactError(RecordsError):
    """A public fact is not one of the closed shapes that a record may hold."""

    code = "fact_not_public"


class UnknownTaskError(RecordsError, LookupError):
    """A job names a task that no module registered."""

    code = "unknown_task"
