"""What a call back may note."""

from linli.core.matters.context import StepContext
from linli.core.matters.errors import InputRefusedError

ANSWERS = ("contacted", "solved", "satisfied")


def call_back(context: StepContext) -> None:
    """Raises InputRefusedError naming the answers that nobody can have given, where the reporter
    was not reached."""
    if context.values.text("answered") == "yes":
        return
    said_nothing = context.values.text("answered") != "declined"
    given = [
        name
        for name in (*ANSWERS, *(["opinion"] if said_nothing else []))
        if context.values.text(name)
    ]
    if given:
        raise InputRefusedError(dict.fromkeys(given, "nobody_reached"))
