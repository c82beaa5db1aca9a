"""Whether an answer has exactly the shape that OpenAPI promises."""

import json
from typing import Any

from pydantic import TypeAdapter


def assert_shape(schema: Any, payload: Any) -> None:
    """No member missing, none of another type, none too many."""
    adapter: TypeAdapter[Any] = TypeAdapter(schema)
    taken = adapter.validate_json(json.dumps(payload), strict=True)
    assert adapter.dump_python(taken, mode="json") == payload
