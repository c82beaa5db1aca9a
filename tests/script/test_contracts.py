"""The contract of doors lets in by the doors only."""

import pytest
from grimp import ImportGraph

from script._lib.contracts import DoorContract

OPTIONS = {
    "container": "house.apps",
    "doors": ["public", "enums"],
    "assemblers": ["house.config"],
    "assembled": ["http"],
}


def found(importer: str, imported: str) -> list[str]:
    """What the contract says about a house in which one module imports another."""
    graph = ImportGraph()
    packages = ("house.apps", "house.apps.cases", "house.apps.votes")
    for module in {*packages, importer, imported, imported.rpartition(".")[0]}:
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    contract = DoorContract("doors", {"root_packages": ["house"]}, OPTIONS)
    result = contract.check(graph, verbose=False)
    assert result.kept == (not result.metadata["found"])
    return result.metadata["found"]


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("house.apps.votes", "house.apps.cases.public"),
        ("house.site.pages", "house.apps.cases.enums"),
        ("house.apps.cases.http.pages", "house.apps.cases.services.close"),
        ("house.config.urls", "house.apps.cases.http.urls"),
        ("house.apps.cases.services", "house.core.matters"),
    ],
)
def test_import_that_is_permitted(importer, imported):
    assert found(importer, imported) == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("house.apps.votes", "house.apps.cases.models"),
        ("house.apps.votes.services", "house.apps.cases.services.close"),
        ("house.site.pages", "house.apps.cases.http.urls"),
        ("house.config.urls", "house.apps.cases.selectors"),
        ("house.configuration", "house.apps.cases.http.urls"),
    ],
)
def test_import_that_goes_around_the_door(importer, imported):
    assert found(importer, imported) == [f"{importer} imports {imported}"]
