"""`linli engine …`: methods on files, in any folder, with no database and no settings."""

from functools import cached_property
from importlib.util import find_spec
from pkgutil import iter_modules

import click

import linli.engines
from linli.cli.late_group import load_command

# The log's checker is a command of its own, `linli verify`.
ELSEWHERE = {"tile_log"}


class EngineGroup(click.Group):
    """One command for each engine that has a module `command`."""

    @cached_property
    def targets(self) -> dict[str, str]:
        packages = [module.name for module in iter_modules(linli.engines.__path__) if module.ispkg]
        modules = {name: f"linli.engines.{name}.command" for name in sorted(packages)}
        return {
            name.replace("_", "-"): f"{module}:command"
            for name, module in modules.items()
            if name not in ELSEWHERE and find_spec(module) is not None
        }

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.targets)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        target = self.targets.get(cmd_name)
        return load_command(target) if target else None


@click.group(cls=EngineGroup)
def engine() -> None:
    """Run a method on files, without a database."""
