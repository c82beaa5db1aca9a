"""What a call back may note."""

from linli.core.matters.context import StepContext
from linli.core.matters.errors import InputRefusedError

ANSWERS = ("solved", "satisfied", "opinion")


def call_back(context: StepContext) -> None:
    """Raises InputRefusedError naming the answers that nobody can have given, where the reporter
    was not reached."""
    if context.values.text("answered") == "yes":
        return
    given = [name for name in ANSWERS if context.values.text(name)]
    if given:
        raise InputRefusedError(dict.fromkeys(given, "nobody_reached"))
