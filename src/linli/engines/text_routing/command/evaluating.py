"""Figures of a model on texts whose categories are known."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from linli.engines.text_routing.command.edge import (
    FILE,
    attempt,
    column_options,
    read_model,
    read_rows,
)
from linli.engines.text_routing.document import evaluation_document
from linli.engines.text_routing.routing.evaluation import Evaluation
from linli.engines.text_routing.routing.evaluation import evaluate as evaluate_model
from linli.engines.text_routing.tables import read_examples

CONFUSIONS = 5


@click.command("evaluate")
@click.argument("model", type=FILE)
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
@column_options
def evaluate(model: Path, file: Path, *, as_json: bool, **columns: str | None) -> None:
    """Try MODEL on the labelled texts in FILE, which it must not have learned from."""
    found = read_model(model)
    examples = read_rows(file, columns, read_examples)
    evaluation = attempt(str(file), lambda: evaluate_model(found, examples))
    if as_json:
        document = evaluation_document(evaluation, found)
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for line in _lines(evaluation):
            click.echo(line)


def _lines(found: Evaluation) -> Iterator[str]:
    yield f"macro F1 {found.macro_f1:.4f}"
    yield f"accuracy {found.accuracy:.4f} ({found.right} of {found.texts})"
    yield f"expected calibration error {found.ece:.4f}"
    yield f"surest texts of which 95 % are right: {found.coverage_at_95:.1%}"
    yield f"sure by the model's threshold: {found.sure}, of these right: {found.sure_right}"
    for one in found.per_class:
        yield (
            f"{one.label}: F1 {one.f1:.3f}, precision {one.precision:.3f} "
            f"({one.right} of {one.suggested}), recall {one.recall:.3f} ({one.right} of {one.texts})"
        )
    for true, said, times in found.confusion[:CONFUSIONS]:
        yield f"{true} taken for {said}: {times}"
