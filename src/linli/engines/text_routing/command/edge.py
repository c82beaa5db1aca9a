"""Files in, files out, and what is said while people wait."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from linli.engines.text_routing.errors import TableError, TextRoutingError
from linli.engines.text_routing.routing.model import RoutingModel
from linli.engines.text_routing.routing.storage import load_model
from linli.engines.text_routing.tables import Column, Table, read_table

PATIENCE = 2.0
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
TARGET = click.Path(dir_okay=False, path_type=Path)

Value = TypeVar("Value")
Function = TypeVar("Function", bound=Callable[..., None])


class Patience:
    """Says on standard error what is going on, once it has taken more than two seconds."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def __call__(self, text: str) -> None:
        if time.monotonic() - self._begun > PATIENCE:
            click.echo(text, err=True)


def column_options(function: Function) -> Function:
    """Adds ``--text-column`` and its like, for files whose head has other names."""
    for column in reversed(Column):
        option = click.option(f"--{column.value}-column", help=f"Name of the column of {column}s.")
        function = option(function)
    return function


def read_rows(file: Path, columns: dict[str, str | None], read: Callable[[Table], Value]) -> Value:
    """What a table holds; what is wrong with it ends the command with exit status 2."""
    chosen = {
        Column(name.removesuffix("_column")): value for name, value in columns.items() if value
    }
    try:
        return read(read_table(file.read_bytes(), chosen))
    except TableError as error:
        fail(f"{file}:{error.line}:{error.column}: {error.reason}")
    except OSError as error:
        fail(f"{file}: {error.strerror}")


def read_model(file: Path) -> RoutingModel:
    """The model in a file."""
    return attempt(str(file), lambda: load_model(file.read_bytes()))


def attempt(name: str, work: Callable[[], Value]) -> Value:
    """What the work gives; an error of the engine or of a file ends the command."""
    try:
        return work()
    except TextRoutingError as error:
        fail(f"{name}: {error}")
    except OSError as error:
        fail(f"{name}: {error.strerror}")


def write_whole(target: Path, data: bytes) -> None:
    """Writes a file; it appears whole or not at all."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        fail(f"{target}: {error.strerror}")


def fail(text: str) -> NoReturn:
    """Ends the command with exit status 2."""
    click.echo(text, err=True)
    raise click.exceptions.Exit(2)
