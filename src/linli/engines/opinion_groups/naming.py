"""Which statement is in which column."""

from dataclasses import dataclass, replace
from typing import Any

from numpy.typing import NDArray

from linli.engines.opinion_groups.identifiers import is_number
from linli.engines.opinion_groups.statements import Statement, Statements


@dataclass(frozen=True, slots=True)
class Named:
    """The statements with votes in the order of columns, those without, and what to note."""

    asked: tuple[Statement, ...]
    unasked: tuple[Statement, ...]
    notes: tuple[str, ...]


def name_columns(ids: NDArray[Any], statements: Statements | None) -> Named:
    """The statement of each id; where the list has none, one without text that takes part."""
    names: list[int | str] = ids.tolist()
    if statements is None:
        return Named(tuple(Statement(name) for name in names), (), ())
    known = statements.by_id
    asked = tuple(
        replace(known[str(name)], id=name) if str(name) in known else Statement(name)
        for name in names
    )
    seen = {str(name) for name in names}
    unasked = [statement for key, statement in known.items() if key not in seen]
    strange = [name for name in names if str(name) not in known]
    many = "statement that is" if len(strange) == 1 else "statements that are"
    notes = [f"votes on {len(strange)} {many} not listed: {strange[:5]}"]
    numbers = isinstance(names[0], int)
    typed = tuple(
        replace(statement, id=int(statement.id))
        if numbers and is_number(str(statement.id))
        else statement
        for statement in unasked
    )
    return Named(asked, typed, tuple(notes if strange else []))
