"""What a model says to a text."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from linli.engines.text_routing.command.edge import FILE, fail, read_model
from linli.engines.text_routing.document import suggestion_document
from linli.engines.text_routing.routing.suggestion import Doubt, Suggestion
from linli.engines.text_routing.routing.suggestion import suggest as suggest_category
from linli.engines.text_routing.tables.times import parse_time

DOUBTS = {
    Doubt.NO_HISTORY: "not sure: the model knows only the words of the catalogue",
    Doubt.UNKNOWN_WORDS: "not sure: too little of the text is known",
    Doubt.BELOW_PRECISION: "not sure: under the wanted precision",
}


@click.command("suggest")
@click.argument("model", type=FILE)
@click.argument("text")
@click.option("--place", help="Path from the largest place down: A/A3/07.")
@click.option("--time", "when", help="Such as 2026-11-26 08:30.")
@click.option("--precision", type=click.FloatRange(0, 1, min_open=True, max_open=True))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
def suggest(
    model: Path,
    text: str,
    *,
    place: str | None,
    when: str | None,
    precision: float | None,
    as_json: bool,
) -> None:
    """Say which category MODEL suggests for TEXT (- reads it from standard input)."""
    time = parse_time(when) if when else None
    if when and time is None:
        fail(f"{when!r} is no time")
    words = sys.stdin.read() if text == "-" else text
    found = suggest_category(read_model(model), words, place=place, time=time, precision=precision)
    if as_json:
        click.echo(json.dumps(suggestion_document(found), ensure_ascii=False, indent=2))
    else:
        for line in _lines(found):
            click.echo(line)


def _lines(found: Suggestion) -> Iterator[str]:
    yield DOUBTS.get(found.doubt, "sure")
    for choice in found.choices:
        yield f"{choice.probability:6.1%}  {choice.label}"
    if found.words:
        yield "words: " + ", ".join(word.text for word in found.words)
