"""What an organisation says in public about a promise that it broke."""

from linli.core.matters.context import StepContext
from linli.core.matters.errors import InputRefusedError


def explain(context: StepContext) -> None:
    """Raises InputRefusedError where the statement holds what points at a person or a home: no
    second person reads it before everybody does."""
    # Loads numpy, which no other page needs.
    from linli.engines.text_routing.masking import Kind, find_spans

    found = find_spans(context.values.text("statement"))
    if any(span.kind is not Kind.NAME for span in found):
        raise InputRefusedError({"statement": "points_at_a_person"})
