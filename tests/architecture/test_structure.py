"""Every app is laid out alike, and no file grows out of hand."""

from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, ROOT, name_of, parse, python_files

MODULES = {
    "__init__",
    "admin",
    "apps",
    "enums",
    "errors",
    "events",
    "frontend",
    "http",
    "management",
    "migrations",
    "models",
    "policies",
    "procedure",
    "public",
    "selectors",
    "services",
    "tasks",
    "templates",
    "templatetags",
}
WEB = {"__init__", "forms", "pages", "rest", "schemas", "urls"}
VAGUE = {"base", "common", "core", "helper", "helpers", "manager", "misc", "util", "utils"}
LONGEST = 300


def apps() -> list[Path]:
    return sorted(path.parent for path in (PACKAGE / "apps").glob("*/__init__.py"))


def contents(folder: Path) -> set[str]:
    """The modules, packages and template folders in a folder."""
    return {
        path.stem
        for path in folder.iterdir()
        if path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")
    }


@pytest.mark.parametrize("app", apps(), ids=lambda app: app.name)
def test_app_has_no_modules_but_the_agreed_ones(app):
    assert contents(app) - MODULES == set()


@pytest.mark.parametrize("app", apps(), ids=lambda app: app.name)
def test_web_part_of_an_app_has_no_modules_but_the_agreed_ones(app):
    web = app / "http"
    assert (contents(web) if web.exists() else set()) - WEB == set()


@pytest.mark.parametrize("app", apps(), ids=lambda app: app.name)
def test_templates_of_an_app_lie_under_its_name(app):
    templates = app / "templates"
    found = {path.name for path in templates.iterdir()} if templates.exists() else set()
    assert found <= {app.name}


def test_module_names_say_what_is_inside():
    house = PACKAGE / "core"
    found = [path for path in python_files(PACKAGE) if {path.stem, path.parent.name} & VAGUE]
    assert [name_of(path) for path in found if path.parent != house] == []


def test_no_python_file_is_longer_than_the_limit():
    folders = (PACKAGE, ROOT / "script", ROOT / "tests", ROOT / "benchmarks")
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in python_files(*folders)}
    assert {name: count for name, count in lengths.items() if count > LONGEST} == {}


def test_every_python_file_parses_and_none_star_imports():
    starred = [
        name_of(path)
        for path in python_files(PACKAGE)
        for node in parse(path).body
        if any(alias.name == "*" for alias in getattr(node, "names", []))
    ]
    assert starred == []
