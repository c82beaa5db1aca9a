"""What `linli import` does once Django runs."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.apps.cases.errors import CasesError
from linli.apps.cases.public import ImportReport, import_cases, read_mapping
from linli.core.matters.acting import acting_as_system
from linli.core.matters.services import recompute_provisional_promises
from linli.ground.calendars.public import load_notice, parse_notice
from linli.ground.communities.models import Community
from linli.ground.places.basemap.errors import MapFileError
from linli.ground.places.errors import UnknownPlaceError
from linli.ground.places.services import import_basemap

BREATH_SECONDS = 0.05
PERCENT = 100


class BadFileError(click.ClickException):
    """A file that cannot be taken over; the command ends with status 2."""

    exit_code = 2


def run_case_import(
    file: Path, *, mapping: Path, dry_run: bool, rejected: Path, community: Community
) -> ImportReport:
    """Imports with a bar on standard error; refusals of the whole file end the command."""
    try:
        rules = read_mapping(mapping)
        with _progress_bar(file) as show:
            report = import_cases(
                file,
                mapping=rules,
                acting_user=acting_as_system(community),
                now=timezone.now(),
                dry_run=dry_run,
                rejected=rejected,
                on_progress=show,
            )
    except UnknownPlaceError as error:
        sentence = _("The community has no places yet; import them first.")
        raise click.ClickException(sentence) from error
    except CasesError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error
    if report.rejected:
        click.echo(_("Rejected rows are listed in %(path)s.") % {"path": rejected}, err=True)
    if dry_run:
        click.echo(_("This was a trial; nothing was written."), err=True)
    return report


class _Show:
    """Moves a bar to where the import is, and lets others write.

    SQLite keeps no queue: who waits for it looks again after at most a tenth of a second.
    """

    def __init__(self, bar: "click._termui_impl.ProgressBar[int]") -> None:
        self._bar = bar

    def __call__(self, done: int, total: int) -> None:
        self._bar.length = total
        self._bar.update(done - self._bar.pos)
        if connection.vendor == "sqlite":
            time.sleep(BREATH_SECONDS)


@contextmanager
def _progress_bar(file: Path) -> Iterator[_Show]:
    with click.progressbar(length=1, label=file.name, file=sys.stderr) as bar:
        yield _Show(bar)


def load_calendar_file(file: Path, *, community: Community) -> tuple[int, int]:
    """The year of the notice, and how many open promises have another due time by it.

    Raises NoticeError.
    """
    notice = parse_notice(file.read_text(encoding="utf-8"))
    load_notice(
        community, year=notice.year, days=notice.days, source=notice.source, acting_user=None
    )
    return notice.year, recompute_provisional_promises(community)


def run_basemap_import(file: Path, *, community: Community) -> str:
    """The counts of an import with a bar on standard error; a bad file ends the command.

    Raises BadFileError with the place in the file and the reason; the old basemap is kept.
    """
    try:
        with click.progressbar(length=PERCENT, label=file.name, file=sys.stderr) as bar:
            done = import_basemap(
                community,
                file,
                acting_user=None,
                on_progress=lambda share: bar.update(int(share * PERCENT) - bar.pos),
            )
    except MapFileError as error:
        raise BadFileError(f"{file}: {error}") from error
    except OSError as error:
        raise BadFileError(f"{error.filename}: {error.strerror}") from error
    if not done.meets_territory:
        sentence = _("The file shows another area than the places of %(community)s.")
        click.echo(sentence % {"community": community.name}, err=True)
    counts = done.facilities
    return (
        f"tiles={done.tiles} bytes={done.size} incomplete={done.incomplete} "
        f"created={counts.created} changed={counts.changed} removed={counts.removed} "
        f"unchanged={counts.unchanged}"
    )
