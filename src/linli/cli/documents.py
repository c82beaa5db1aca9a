"""`linli docs …`: documentation that follows from the code."""

from pathlib import Path

import click

from linli.cli.framework import start_django


@click.command()
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs/procedures"),
    show_default=True,
    help="Where the pages go.",
)
@click.option("--check", is_flag=True, help="Write nothing; fail where a page is not current.")
def procedures(*, folder: Path, check: bool) -> None:
    """Write, for each procedure, its states, steps, promises, and who may do what."""
    start_django()
    from linli.core.matters.diagrams import describe_procedure
    from linli.core.matters.registry import list_registrations

    pages = {
        folder / f"{registration.procedure.kind}.md": describe_procedure(registration.procedure)
        for registration in list_registrations()
    }
    stale = [path for path, text in pages.items() if not _holds(path, text)]
    if check and stale:
        listed = ", ".join(str(path) for path in stale)
        raise click.ClickException(f"Not current: {listed}. Run: linli docs procedures")
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages[path], encoding="utf-8")
    click.echo(f"pages={len(pages)} written={len(stale)}")


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
