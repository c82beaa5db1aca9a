"""Addresses of the API: each kind of matter has a collection under its plural."""

PREFIX = "/api/v1"
# Addresses that belong to no single kind.
SHARED = frozenset(
    {"matters", "mine", "worklists", "options", "places", "organisations", "openapi.json"}
)


def collection_of(kind: str) -> str:
    """The plural that a kind's addresses begin with: `cases`, `inquiries`, `classes`."""
    if kind.endswith("y") and kind[-2:-1] not in set("aeiou"):
        return f"{kind[:-1]}ies"
    if kind.endswith(("s", "x", "z", "ch", "sh")):
        return f"{kind}es"
    return f"{kind}s"


def step_address(kind: str, number: str, step: str) -> str:
    """Where the step of one matter is taken."""
    return f"{PREFIX}/{collection_of(kind)}/{number}/steps/{step}"


def contribution_address(kind: str, number: str, name: str) -> str:
    """Where one contributes to a matter."""
    return f"{PREFIX}/{collection_of(kind)}/{number}/contributions/{name}"


def opening_address(kind: str) -> str:
    """Where a matter of that kind is opened."""
    return f"{PREFIX}/{collection_of(kind)}"


def matter_address(number: str) -> str:
    """Where a matter is read."""
    return f"{PREFIX}/matters/{number}"
