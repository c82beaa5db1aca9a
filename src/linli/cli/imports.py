"""`linli import …`: taking over what others have kept."""

from pathlib import Path

import click

from linli.cli.framework import find_community, start_django

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
COMMUNITY = click.option("--community", "slug", default="", help="Slug of the community.")


@click.command()
@click.argument("file", type=FILE)
@click.option("--mapping", type=FILE, required=True, help="What the columns mean, as TOML.")
@click.option("--dry-run", is_flag=True, help="Read and check everything, write nothing.")
@click.option(
    "--rejected",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rows go that cannot be taken; FILE.rejected.csv if nothing is said.",
)
@COMMUNITY
def cases(*, file: Path, mapping: Path, dry_run: bool, rejected: Path | None, slug: str) -> None:
    """Take over the reports in a CSV FILE.  Again, it takes over only what is not there yet."""
    start_django()
    from linli.cli.importing import run_case_import

    report = run_case_import(
        file,
        mapping=mapping,
        dry_run=dry_run,
        rejected=rejected or file.with_name(f"{file.name}.rejected.csv"),
        community=find_community(slug),
    )
    click.echo(report)


@click.command()
@click.argument("file", type=FILE)
@COMMUNITY
def places(*, file: Path, slug: str) -> None:
    """Make the territory hold what a GeoJSON FILE says; docs/places.md describes it."""
    start_django()
    from linli.ground.places.errors import TerritoryRefusedError
    from linli.ground.places.services import import_places

    try:
        result = import_places(find_community(slug), geojson=file.read_bytes(), acting_user=None)
    except TerritoryRefusedError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"created={result.created} changed={result.changed} unchanged={result.unchanged}")


@click.command()
@click.argument("file", type=FILE)
@COMMUNITY
def calendar(*, file: Path, slug: str) -> None:
    """Load the holidays and make-up days of one year, and count provisional due times again."""
    start_django()
    from linli.cli.importing import load_calendar_file
    from linli.ground.calendars.errors import NoticeError

    try:
        year, moved = load_calendar_file(file, community=find_community(slug))
    except NoticeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"year={year} promises={moved}")


@click.command(name="map")
@click.argument("file", type=FILE)
@COMMUNITY
def basemap(*, file: Path, slug: str) -> None:
    """Make the basemap and the facilities of an OpenStreetMap FILE, XML or PBF."""
    start_django()
    from linli.cli.importing import run_basemap_import

    click.echo(run_basemap_import(file, community=find_community(slug)))
