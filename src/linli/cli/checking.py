"""`linli fsck`: the log, the records and the database compared, both ways."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from linli.cli.framework import start_django

DIFFERENT = 1
NOT_CHECKED = 2
MOST_SHOWN = 50


@click.command()
@click.option(
    "--rebuild",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the log anew from the database into this empty folder and compare it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def fsck(*, rebuild: Path | None, as_json: bool) -> None:
    """Compare the public log, the records and the database, both ways.

    May run while the server does.  Exit status: 0 they agree, 1 they differ, 2 they could not be
    compared.
    """
    start_django()
    from linli.apps.disclosure.public import DisclosureError
    from linli.engines.tile_log import LogError

    try:
        size, waiting = count_entries()
        found = list(find_differences(rebuild))
    except (DisclosureError, LogError, OSError) as error:
        click.echo(f"Not compared: {error}", err=True)
        sys.exit(NOT_CHECKED)
    if as_json:
        differences = [{"code": code, "where": where} for code, where in found]
        report = {"entries": size, "waiting": waiting, "differences": differences}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        click.echo(_say(size, waiting, found))
    sys.exit(DIFFERENT if found else 0)


def count_entries() -> tuple[int, int]:
    """Entries that are published, and places that wait for a checkpoint."""
    from linli.apps.disclosure.public import count_places, open_published

    _source, signed = open_published()
    return signed.checkpoint.size, max(0, count_places() - signed.checkpoint.size)


def find_differences(rebuild: Path | None) -> Iterator[tuple[str, str]]:
    """Code and place of everything that is not the same on both sides."""
    from linli.apps.disclosure.public import (
        compare_entries,
        compare_records,
        load_signers,
        open_published,
        rebuild_log,
    )
    from linli.engines.tile_log import verify_log
    from linli.engines.tile_log.progress import Progress
    from linli.ground.communities.models import Community

    source, signed = open_published()
    keys = [signer.verifier for signer in load_signers()]
    verdict = verify_log(source, keys, progress=Progress())
    yield from ((fault.code, f"{fault.where}: {fault.message}") for fault in verdict.faults)
    for difference in compare_entries(source, signed.checkpoint.size, progress=Progress()):
        yield difference.code, difference.where
    for community in Community.objects.order_by("slug"):
        for difference in compare_records(community):
            yield difference.code, difference.where
    if rebuild is not None:
        rebuild_log(rebuild)
        yield from _compare_roots(rebuild, signed.checkpoint.size, signed.checkpoint.root)


def _compare_roots(folder: Path, size: int, root: bytes) -> Iterator[tuple[str, str]]:
    """The rebuilt log may have grown beyond the published one meanwhile, but begins with it."""
    from linli.engines.tile_log import (
        FolderSource,
        LogError,
        TileTree,
        parse_checkpoint,
        parse_note,
    )

    source = FolderSource(folder)
    rebuilt = parse_checkpoint(parse_note(source.read("checkpoint")).text)
    try:
        same = TileTree(source, rebuilt.size).root(size) == root
    except LogError:
        same = False
    if not same:
        yield "rebuilt_differs", f"{folder}: {rebuilt.size} entries, published are {size}"


def _say(size: int, waiting: int, found: list[tuple[str, str]]) -> str:
    lines = [f"Log         {size} entries published, {waiting} wait for the next checkpoint"]
    lines += [f"Difference  {code}: {where}" for code, where in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        lines.append(f"            and {len(found) - MOST_SHOWN} more")
    lines.append("DIFFERENT: see docs/log.md for what to do" if found else "AGREE")
    return "\n".join(lines)
