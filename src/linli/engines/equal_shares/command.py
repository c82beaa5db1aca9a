"""The command ``equal-shares``: counts a Pabulib file and prints the result."""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

import click

from linli.engines.equal_shares.allocate import allocate
from linli.engines.equal_shares.allocation import Allocation
from linli.engines.equal_shares.document import document_of
from linli.engines.equal_shares.election import Election
from linli.engines.equal_shares.errors import OptionError, PabulibError
from linli.engines.equal_shares.listing import Language, list_lines
from linli.engines.equal_shares.options import (
    Completion,
    Convention,
    Rule,
    Satisfaction,
    TieOrder,
)
from linli.engines.equal_shares.pabulib import parse_pabulib
from linli.engines.equal_shares.report import render_report

_PATIENCE = 2.0
_INTERVAL = 0.5


class Patience:
    """Says on standard error what is going on, once it has taken more than two seconds."""

    def __init__(self) -> None:
        self.begun = self.said = time.monotonic()

    def __call__(self, text: str) -> None:
        now = time.monotonic()
        if now - self.begun > _PATIENCE and now - self.said > _INTERVAL:
            self.said = now
            click.echo(text, err=True)


@contextmanager
def _said_if_long(text: str) -> Iterator[None]:
    """Says the text on standard error if what is done meanwhile takes more than two seconds."""
    timer = threading.Timer(_PATIENCE, click.echo, [text], {"err": True})
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _choice(kind: type[StrEnum]) -> click.Choice[str]:
    return click.Choice([member.value for member in kind])


@click.command("equal-shares")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rule", type=_choice(Rule), default=Rule.EQUAL_SHARES.value, show_default=True)
@click.option(
    "--completion",
    type=_choice(Completion),
    default=Completion.NONE.value,
    show_default=True,
    help="How money that Equal Shares leaves over is spent.",
)
@click.option(
    "--satisfaction",
    type=_choice(Satisfaction),
    default=Satisfaction.COST.value,
    show_default=True,
    help="What a chosen project is worth to somebody who voted for it.",
)
@click.option(
    "--convention",
    type=_choice(Convention),
    default=Convention.PABUTOOLS.value,
    show_default=True,
    help="Whose reading of the rule is followed where readings differ.",
)
@click.option(
    "--tie",
    "ties",
    multiple=True,
    type=_choice(TieOrder),
    help="How ties are broken, in this order; else as the convention does.",
)
@click.option(
    "--increment",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Units of the currency by which add1 raises every share.",
)
@click.option(
    "--comparison-step",
    is_flag=True,
    help="Take the greedy outcome if more voters prefer it.",
)
@click.option("--compare", is_flag=True, help="Compare with the greedy rule.")
@click.option(
    "--thorough",
    is_flag=True,
    help="Work out what projects lacked even where that takes long.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write a page in Chinese and English.",
)
@click.option(
    "--language", type=click.Choice(["en", "zh"]), default="en", help="Of what is printed."
)
@click.pass_context
def command(
    context: click.Context,
    file: Path,
    *,
    rule: str,
    completion: str,
    satisfaction: str,
    convention: str,
    ties: tuple[str, ...],
    increment: int,
    comparison_step: bool,
    compare: bool,
    thorough: bool,
    as_json: bool,
    report: Path | None,
    language: Language,
) -> None:
    """Count the participatory budget in FILE, in the format of Pabulib, exactly."""
    patience = Patience()
    data = file.read_bytes()
    election = _read(context, file, data)
    try:
        with _said_if_long("counting: the first time on a machine it takes some seconds more"):
            allocation = allocate(
                election,
                rule=rule,
                completion=completion,
                satisfaction=satisfaction,
                convention=convention,
                ties=ties or None,
                increment=increment,
                comparison_step=comparison_step,
                progress=lambda step: patience(f"raising shares: step {step}"),
            )
    except OptionError as error:
        raise click.UsageError(str(error)) from error
    greedy = allocate(election, rule=Rule.GREEDY, convention=convention)
    allocation.explain(
        lambda done, total: patience(f"explaining: project {done} of {total}"), thorough=thorough
    )
    if report is not None:
        page = render_report(allocation, greedy, digest=sha256(data).hexdigest())
        _write(context, report, page)
    for line in _lines(allocation, greedy if compare else None, as_json=as_json, language=language):
        click.echo(line)


def _read(context: click.Context, file: Path, data: bytes) -> Election:
    """The election; what is wrong with the file goes to standard error, with exit status 2."""
    try:
        election = parse_pabulib(data)
    except PabulibError as error:
        click.echo(f"{file}:{error.line}:{error.column}: {error.reason}", err=True)
        context.exit(2)
    for note in election.notes:
        click.echo(f"{file}: note: {note}", err=True)
    return election


def _lines(
    allocation: Allocation, other: Allocation | None, *, as_json: bool, language: Language
) -> list[str]:
    if as_json:
        return [json.dumps(document_of(allocation, other), ensure_ascii=False, indent=2)]
    return list(list_lines(allocation, other, language=language))


def _write(context: click.Context, target: Path, page: str) -> None:
    """Writes the page; it appears whole or not at all."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        draft.write_text(page, encoding="utf-8")
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        click.echo(f"{target}: {error.strerror}", err=True)
        context.exit(2)
