"""What the code imports is what the project declares and locks."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.architecture.sources import PACKAGE, ROOT, parse, python_files


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return {normal(re.match(r"[\w.-]+", entry)[0]) for entry in project["dependencies"]}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> set[str]:
    """Top-level names of all packages that the product imports."""
    found = set()
    for path in python_files(PACKAGE):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"linli"}


def test_every_imported_package_is_declared():
    owners = packages_distributions()
    missing = {
        name
        for name in imported()
        if not {normal(owner) for owner in owners.get(name, [])} & declared()
    }
    assert missing == set()


def test_every_declared_package_is_locked():
    locked = set(
        re.findall(r"^([\w.-]+)==", (ROOT / "requirements/base.txt").read_text(), re.MULTILINE)
    )
    assert declared() - {normal(name) for name in locked} == set()
