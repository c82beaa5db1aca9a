"""Messages that say the same."""

import json
from pathlib import Path

import click

from linli.engines.text_routing.command.edge import FILE, Patience, column_options, read_rows
from linli.engines.text_routing.document import Document, matter_pairs_document, pairs_document
from linli.engines.text_routing.duplicates import Matter, find_pairs, match_matters
from linli.engines.text_routing.tables import read_matters

NEAR, PROBABLE = 0.5, 0.8


@click.command("duplicates")
@click.argument("file", type=FILE)
@click.option(
    "--least",
    type=click.FloatRange(0, 1, min_open=True),
    help="Least Jaccard similarity (0.5), or least probability (0.8) with --same-matter.",
)
@click.option(
    "--same-matter",
    is_flag=True,
    help="Also what says the same in other words: by text, place, time and reporter together.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
@column_options
def duplicates(
    file: Path, *, least: float | None, same_matter: bool, as_json: bool, **columns: str | None
) -> None:
    """List pairs of messages in FILE (CSV with a column text) that say the same."""
    patience = Patience()
    matters = read_rows(file, columns, read_matters)
    patience(f"comparing {len(matters)} messages")
    document = _matched(matters, least) if same_matter else _near(matters, least)
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    pairs = document["pairs"]
    click.echo(f"{len(pairs)} pairs among {len(matters)} messages")
    for pair in pairs:
        value = pair["probability"] if same_matter else pair["similarity"]
        click.echo(f"{value:.2f}  {pair['first']}  {pair['second']}")


def _near(matters: list[Matter], least: float | None) -> Document:
    ordered = sorted(matters, key=lambda matter: matter.id)
    pairs = find_pairs([matter.text for matter in ordered], NEAR if least is None else least)
    return pairs_document(ordered, pairs)


def _matched(matters: list[Matter], least: float | None) -> Document:
    return matter_pairs_document(
        matters, match_matters(matters, PROBABLE if least is None else least)
    )
