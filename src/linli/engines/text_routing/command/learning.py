"""Making models."""

from pathlib import Path

import click

from linli.engines.text_routing.command.edge import (
    FILE,
    TARGET,
    Patience,
    attempt,
    column_options,
    read_rows,
    write_whole,
)
from linli.engines.text_routing.routing.catalogue import model_of_catalogue
from linli.engines.text_routing.routing.storage import dump_model
from linli.engines.text_routing.routing.training import LEAST, train_model
from linli.engines.text_routing.tables import read_examples, read_paths


@click.command("train")
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=TARGET, required=True, help="Where the model goes.")
@click.option(
    "--precision",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.95,
    show_default=True,
    help="What suggestions that count as sure should reach.",
)
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=LEAST,
    show_default=True,
    help="Sources that a run of characters must come from to be kept.",
)
@column_options
def train(file: Path, output: Path, precision: float, least: int, **columns: str | None) -> None:
    """Learn from the labelled texts in FILE (CSV with columns text and label)."""
    examples = read_rows(file, columns, read_examples)
    model = attempt(
        str(file),
        lambda: train_model(examples, precision=precision, least=least, progress=Patience()),
    )
    data = dump_model(model)
    write_whole(output, data)
    click.echo(
        f"{output}: version {model.version}, {len(model.labels)} categories, "
        f"{model.examples} texts, {len(model.keys)} runs, {len(data)} bytes"
    )


@click.command("begin")
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=TARGET, required=True, help="Where the model goes.")
@click.option("--level", type=click.IntRange(min=1), default=1, show_default=True)
def begin(file: Path, output: Path, level: int) -> None:
    """Start without history from the catalogue in FILE: CSV, a path of categories a row."""
    paths = read_rows(file, {}, read_paths)
    model = attempt(str(file), lambda: model_of_catalogue(paths, level=level))
    write_whole(output, dump_model(model))
    click.echo(f"{output}: version {model.version}, {len(model.labels)} categories, no history")
