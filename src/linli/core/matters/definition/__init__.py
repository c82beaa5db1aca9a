"""The declaration of a kind of matter: frozen, and impossible to construct wrong.  Pure."""

from linli.core.matters.definition.actors import (
    Actor,
    Where,
    anyone,
    duty,
    reporter,
    system,
)
from linli.core.matters.definition.fields import Choice, Field, FieldType, asked
from linli.core.matters.definition.procedure import (
    ContributionKind,
    Procedure,
    PromiseKind,
    Relation,
    Rung,
    Worklist,
)
from linli.core.matters.definition.steps import Phase, State, Step

__all__ = [
    "Actor",
    "Choice",
    "ContributionKind",
    "Field",
    "FieldType",
    "Phase",
    "Procedure",
    "PromiseKind",
    "Relation",
    "Rung",
    "State",
    "Step",
    "Where",
    "Worklist",
    "anyone",
    "asked",
    "duty",
    "reporter",
    "system",
]
