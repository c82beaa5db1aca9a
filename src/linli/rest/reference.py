"""The reference of all operations as Markdown, from the description of the API."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]


def render_reference(openapi: Schema) -> str:
    """A heading for each operation, under it what it takes, gives, and refuses with."""
    operations = [
        (f"{method.upper()} {path}", operation)
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
    ]
    return "\n".join(line for name, each in operations for line in _operation(name, each))


def _operation(name: str, operation: Schema) -> Iterator[str]:
    yield f"### {name}"
    yield ""
    yield _sentence(operation["summary"])
    if described := operation.get("description"):
        yield _sentence(" ".join(described.split()))
    yield ""
    lines = [*_parameters(operation), *_body(operation), *_answers(operation)]
    yield from lines
    yield ""


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _parameters(operation: Schema) -> Iterator[str]:
    shown = [each for each in operation["parameters"] if each["in"] == "query"]
    for each in shown:
        yield f"- `?{each['name']}=` {_kind(each['schema'])}"


def _body(operation: Schema) -> Iterator[str]:
    body = operation.get("requestBody")
    if body is None:
        return
    (content,) = body["content"].values()
    schema = content["schema"]
    required = set(schema.get("required", ()))
    for name, field in schema["properties"].items():
        mark = "" if name in required else ", optional"
        yield f"- `{name}` ({_kind(field)}{mark}): {field['description']}"


def _kind(field: Schema) -> str:
    """The type in a word; of an optional field, the type that it has when it is there."""
    if "anyOf" in field:
        return _kind(field["anyOf"][0])
    if "enum" in field:
        return "one of a list"
    if field["type"] == "array":
        return "list" if "items" in field else "pair of numbers"
    if "maxLength" in field:
        return f"text up to {field['maxLength']:,} characters"
    if "maximum" in field:
        return f"{field['minimum']} to {field['maximum']}"
    words = {"boolean": "yes or no", "string": "text", "binary": "file"}
    return words[field.get("format", field["type"])]


def _answers(operation: Schema) -> Iterator[str]:
    for status, response in operation["responses"].items():
        if int(status) < 300:  # noqa: PLR2004 - the first status that is no success
            (content,) = response["content"].values()
            name = content["schema"].get("$ref", "").rpartition("/")[2]
            yield f"- Answers {status} with {f'`{name}`' if name else 'the file'}."
        elif "`" in response["description"]:
            yield f"- {status}: {_sentence(response['description'])}"
