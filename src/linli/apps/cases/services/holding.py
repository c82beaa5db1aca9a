"""When nobody holds a case any more."""

from linli.core.matters.context import StepContext


def let_go(context: StepContext) -> None:
    """Whoever held the case before has no part in what becomes of it now."""
    context.matter.holder = None
