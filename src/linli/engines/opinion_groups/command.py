"""The command ``opinion-groups``: analyses votes in files and prints who thinks alike."""

import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click

from linli.engines.opinion_groups.analyse import analyse
from linli.engines.opinion_groups.analysis import Analysis
from linli.engines.opinion_groups.blocks import Block, LocalPasses, Passes
from linli.engines.opinion_groups.document import document_of
from linli.engines.opinion_groups.errors import FileError, OpinionGroupsError
from linli.engines.opinion_groups.formats import read_votes
from linli.engines.opinion_groups.formats.finding_files import find_title
from linli.engines.opinion_groups.listing import Language, list_lines
from linli.engines.opinion_groups.options import Options
from linli.engines.opinion_groups.patience import Patience
from linli.engines.opinion_groups.preparing import prepare
from linli.engines.opinion_groups.report import render_report


@click.command("opinion-groups")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write a page in Chinese and English.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=Options.seed,
    show_default=True,
    help="Of the draws that certainty is measured by.",
)
@click.option(
    "--block-size",
    type=click.IntRange(min=1),
    default=Options.block_size,
    show_default=True,
    help="Participants worked on at a time; it changes nothing in the result.",
)
@click.option(
    "--dask",
    "scheduler",
    help="Address of a dask scheduler that the work is done on, or: local.",
)
@click.option(
    "--population",
    type=click.IntRange(min=1),
    help="How many people the participants were drawn from, where that is known.",
)
@click.option(
    "--strict-moderation",
    is_flag=True,
    help="Leave out statements that nobody has moderated yet.",
)
@click.option(
    "--language", type=click.Choice(["en", "zh"]), default="en", help="Of what is printed."
)
@click.pass_context
def command(
    context: click.Context,
    path: Path,
    *,
    as_json: bool,
    report: Path | None,
    seed: int,
    block_size: int,
    scheduler: str | None,
    population: int | None,
    strict_moderation: bool,
    language: Language,
) -> None:
    """Find opinion groups in the votes at PATH: an export of Polis or of Linli, or its votes.csv."""
    options = Options(
        seed=seed,
        block_size=block_size,
        population=population,
        strict_moderation=strict_moderation,
    )
    try:
        if report is not None:
            _check_place(report)
        with Patience() as patience:
            title = "" if report is None else find_title(path)
            analysis = _analyse(path, options, scheduler, patience)
            lines = _list(analysis, as_json=as_json, language=language, patience=patience)
            if report is not None:
                patience.stage = "writing the report"
                _write(report, render_report(analysis, title=title))
    except OpinionGroupsError as error:
        click.echo(str(error), err=True)
        context.exit(2)
    for note in analysis.notes:
        click.echo(f"{path}: note: {note}", err=True)
    for line in lines:
        click.echo(line)


def _analyse(path: Path, options: Options, scheduler: str | None, patience: Patience) -> Analysis:
    def tell(line: int) -> None:
        patience.stage = f"reading: line {line:,}"

    patience.stage = "looking for the scheduler"
    with _spread(scheduler) as spread:
        patience.stage = "reading"
        votes, statements = read_votes(path, tell)
        patience.stage = "getting ready: the first time on a machine this takes about half a minute"
        prepare()
        patience.stage = f"analysing {votes.size:,} votes"
        return analyse(votes, statements, options, spread=spread)


def _spread(scheduler: str | None) -> AbstractContextManager[Callable[[list[Block]], Passes]]:
    if scheduler is None:
        return nullcontext(LocalPasses)
    from linli.engines.opinion_groups.dask_passes import open_cluster

    return open_cluster(scheduler)


def _list(
    analysis: Analysis, *, as_json: bool, language: Language, patience: Patience
) -> list[str]:
    """What is printed; how sure it is is worked out here."""
    for name in ("chance", "stability", "sensitivity", "coordination"):
        patience.stage = f"measuring how sure it is: {name}"
        getattr(analysis, name)
    if as_json:
        patience.stage = "writing"
        return [json.dumps(document_of(analysis), ensure_ascii=False, indent=2, allow_nan=False)]
    return list(list_lines(analysis, language))


def _check_place(target: Path) -> None:
    """Refuses a folder that is missing or cannot be written to, before there is any work."""
    folder = target.parent
    if not folder.is_dir():
        raise FileError(f"{target}: No such file or directory")
    if not os.access(folder, os.W_OK):
        raise FileError(f"{target}: Permission denied")


def _write(target: Path, page: str) -> None:
    """Writes the page; it appears whole or not at all."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        draft.write_text(page, encoding="utf-8")
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise FileError(f"{target}: {error.strerror}") from error
