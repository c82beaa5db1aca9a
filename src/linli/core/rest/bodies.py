"""Bodies of requests: a JSON object, its values as the funnel takes them from a form."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.http.request import RawPostDataException

from linli.core.matters.definition import Field, FieldType
from linli.core.rest.errors import JsonError, MediaTypeError

JSON = "application/json"
LISTS = frozenset({FieldType.COORDINATES, FieldType.PHOTOS})
WORDS = frozenset({FieldType.TEXT, FieldType.LINE, FieldType.CONTACT})


def read_object(request: HttpRequest) -> dict[str, Any]:
    """The body's members, none for an empty body; MediaTypeError, JsonError."""
    try:
        raw = request.body
    except RawPostDataException as error:  # a form with files, which the CSRF check has read
        raise MediaTypeError(str(request.content_type)) from error
    if raw and request.content_type != JSON:
        raise MediaTypeError(str(request.content_type))
    try:
        body = json.loads(raw or b"{}")
        # Lone surrogates and NaN are let in by the reader, and fit into no database.
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise JsonError("the body is no JSON") from error
    if not isinstance(body, dict):
        raise JsonError("the body is no object")
    return body


def make_values(body: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Any]:
    """The members as values for `clean_input`, which alone judges them.

    A value that no form could send becomes its JSON text, which fits no closed list; so it is
    refused like any other wrong answer, after the right to take the step.
    """
    types = {field.name: field.type for field in fields}
    return {name: _plain(types.get(name), value) for name, value in body.items()}


def _plain(kind: FieldType | None, value: Any) -> Any:
    if value is None or isinstance(value, str) or kind is None or kind in WORDS:
        return value
    if kind is FieldType.FLAG and isinstance(value, bool):
        return value
    if kind in LISTS and isinstance(value, list):
        return value
    return json.dumps(value)
