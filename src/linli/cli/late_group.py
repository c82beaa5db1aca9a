"""A group of commands that are imported when somebody calls them."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Late:
    """Where a command lies, as `module:name`, and in one line what it is for."""

    target: str
    help: str


class LateGroup(click.Group):
    """Knows its commands by name and one line each, so that `--help` imports none of them."""

    def __init__(self, *args: Any, late: Mapping[str, Late], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.late = late

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.late, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        late = self.late.get(cmd_name)
        return load_command(late.target) if late else super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl([(name, late.help) for name, late in self.late.items()])


def load_command(target: str) -> click.Command:
    """The command at `module:name`."""
    module, _, name = target.partition(":")
    command = getattr(import_module(module), name)
    assert isinstance(command, click.Command)
    return command
