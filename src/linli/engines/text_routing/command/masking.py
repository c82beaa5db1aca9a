"""Hiding what points at a person."""

import json
import sys

import click

from linli.engines.text_routing.masking import mask_text


@click.command("mask")
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
def mask(text: str, *, as_json: bool) -> None:
    """Print TEXT (- reads it from standard input) with names, numbers and doors hidden."""
    words = sys.stdin.read() if text == "-" else text
    masked = mask_text(words)
    if not as_json:
        click.echo(masked.text)
        return
    spans = [
        {"start": span.start, "end": span.end, "kind": span.kind.name.lower()}
        for span in masked.spans
    ]
    click.echo(json.dumps({"text": masked.text, "spans": spans}, ensure_ascii=False, indent=2))
