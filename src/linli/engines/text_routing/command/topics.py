"""What many write about."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click

from linli.engines.text_routing.command.edge import (
    FILE,
    TARGET,
    Patience,
    attempt,
    column_options,
    fail,
    read_rows,
    write_whole,
)
from linli.engines.text_routing.document import topics_document
from linli.engines.text_routing.report import render_topics
from linli.engines.text_routing.tables import read_messages
from linli.engines.text_routing.topics import Topics, find_topics


@click.command("topics")
@click.argument("file", type=FILE)
@click.option("--window", default="30d", show_default=True, help="Length of the moving window.")
@click.option(
    "--least-reporters",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Different reporters that make a topic.",
)
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
@click.option("--report", type=TARGET, help="Also write a page in Chinese and English.")
@column_options
def topics(
    file: Path,
    *,
    window: str,
    least_reporters: int,
    most: int,
    as_json: bool,
    report: Path | None,
    **columns: str | None,
) -> None:
    """List what many residents write about in FILE (CSV with columns text and time)."""
    match = re.fullmatch(r"([1-9]\d{0,3})d", window)
    if match is None:
        fail(f"--window {window!r}: write days as in 30d")
    patience = Patience()
    messages = read_rows(file, columns, read_messages)
    patience(f"looking for topics in {len(messages)} messages")
    found = attempt(
        str(file),
        lambda: find_topics(messages, window_days=int(match[1]), least_reporters=least_reporters),
    )
    if report is not None:
        write_whole(report, render_topics(found, most=most).encode())
    if as_json:
        document = topics_document(found, most=most)
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for line in _lines(found, most):
            click.echo(line)


def _lines(found: Topics, most: int) -> Iterator[str]:
    yield (
        f"{len(found.topics)} topics in {found.messages} messages by {found.reporters} reporters; "
        f"{found.alone} messages are in none"
    )
    for rank, topic in enumerate(found.topics[:most], 1):
        yield (
            f"{rank:3}. {topic.name}: {topic.heat} reporters in {found.window_days} days up to "
            f"{topic.peak}, {topic.reporters} in all, {topic.messages} messages, "
            f"{topic.first:%Y-%m-%d} to {topic.latest:%Y-%m-%d}"
        )
