"""A contract for import-linter: one app is entered by its doors and by no other way."""

from collections.abc import Iterator

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorContract(Contract):
    """Modules outside an app may import only what its doors offer.

    - container: the package whose children are the apps.
    - doors: names of the modules in each app that everybody may import.
    - assemblers: packages that put the whole together, and may also import `assembled`.
    - assembled: names of the modules in each app that only assemblers may import.
    """

    type_name = "doors"

    container = fields.StringField()
    doors = fields.ListField(subfield=fields.StringField())
    assemblers = fields.ListField(subfield=fields.StringField())
    assembled = fields.ListField(subfield=fields.StringField())

    @property
    def _names(self) -> dict[str, list[str]]:
        """The contract's own fields: import-linter puts plain lists in their places."""
        return {name: list(getattr(self, name)) for name in ("doors", "assemblers", "assembled")}

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - the base class says so
        """Direct imports only: what a door itself imports is its app's own affair."""
        found = [
            f"{importer} imports {imported}"
            for app in sorted(graph.find_children(str(self.container)))
            for importer, imported in _entries(graph, app)
            if not self._permits(app, importer, imported)
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["found"]:
            output.print_error(f"- {line}")

    def _permits(self, app: str, importer: str, imported: str) -> bool:
        names = self._names
        part = imported.removeprefix(f"{app}.").partition(".")[0]
        if part in names["doors"] or imported == app:
            return True
        assembling = any(_is_in(importer, name) for name in names["assemblers"])
        return assembling and part in names["assembled"]


def _entries(graph: ImportGraph, app: str) -> Iterator[tuple[str, str]]:
    """The imports that cross the app's wall from outside."""
    for imported in sorted({app, *graph.find_descendants(app)}):
        for importer in sorted(graph.find_modules_that_directly_import(imported)):
            if not _is_in(importer, app):
                yield importer, imported


def _is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
