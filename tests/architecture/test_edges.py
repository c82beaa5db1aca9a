"""Errors are caught where they are understood; the environment is read in one place."""

import ast
from pathlib import Path

from tests.architecture.sources import PACKAGE, name_of, parse, python_files

# Where a task or a request ends, whatever went wrong is written down and the next one served.
EDGES = {
    "src/linli/core/records/queue.py",
    "src/linli/cli/upgrades/course.py",
    "src/linli/cli/upgrades/soundness.py",
}
BROAD = {"Exception", "BaseException"}
READERS = {"src/linli/config/env.py"}


def catches_all(node: ast.AST) -> bool:
    """But for a handler that only tidies up and raises on."""
    if isinstance(node, ast.ExceptHandler):
        if isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None:
            return False
        return node.type is None or bool(names_in(node.type) & BROAD)
    if isinstance(node, ast.Call) and "suppress" in names_in(node.func):
        return any(names_in(argument) & BROAD for argument in node.args)
    return False


def names_in(node: ast.AST) -> set[str]:
    """Plain names and last parts of dotted names."""
    found = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return found | {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


def reads_environment(node: ast.AST) -> bool:
    """All use of `os.environ` and `os.getenv`, but for setting the name of Django's settings."""
    if isinstance(node, ast.Attribute):
        return node.attr in {"environ", "getenv"} and names_in(node.value) == {"os"}
    return (
        isinstance(node, ast.ImportFrom)
        and node.module == "os"
        and bool({alias.name for alias in node.names} & {"environ", "getenv"})
    )


def sets_django_settings(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) == "os.environ.setdefault"
        and ast.unparse(node.args[0]) == "'DJANGO_SETTINGS_MODULE'"
    )


def environment_readers(path: Path) -> list[str]:
    tree = parse(path)
    excused = {
        id(part) for node in ast.walk(tree) if sets_django_settings(node) for part in ast.walk(node)
    }
    return [
        f"{name_of(path)}:{node.lineno}"
        for node in ast.walk(tree)
        if reads_environment(node) and id(node) not in excused
    ]


def test_only_edges_catch_every_exception():
    found = {
        name_of(path)
        for path in python_files(PACKAGE)
        if any(catches_all(node) for node in ast.walk(parse(path)))
    }
    assert found - EDGES == set()


def test_edges_that_are_named_exist():
    assert {name for name in EDGES if not (PACKAGE.parents[1] / name).exists()} == set()


def test_only_one_module_reads_the_environment():
    found = [line for path in python_files(PACKAGE) for line in environment_readers(path)]
    assert [line for line in found if line.partition(":")[0] not in READERS] == []


def test_catching_all_is_recognised_in_each_form():
    forms = [
        "try:\n pass\nexcept Exception:\n pass",
        "try:\n pass\nexcept (ValueError, BaseException):\n pass",
        "try:\n pass\nexcept:\n pass",
        "with contextlib.suppress(Exception):\n pass",
    ]
    harmless = [
        "try:\n pass\nexcept ValueError:\n pass",
        "try:\n pass\nexcept BaseException:\n tidy()\n raise",
    ]
    recognised = [any(map(catches_all, ast.walk(ast.parse(form)))) for form in forms + harmless]
    assert recognised == [True, True, True, True, False, False]
