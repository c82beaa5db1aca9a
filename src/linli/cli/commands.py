"""Every command by its name."""

import os

import click

from linli import __version__
from linli.cli.late_group import Late, LateGroup

IMPORTS = LateGroup(
    name="import",
    help="Take over data from files.",
    late={
        "cases": Late("linli.cli.imports:cases", "Reports of another system, from a CSV file."),
        "places": Late("linli.cli.imports:places", "The territory, from a GeoJSON file."),
        "calendar": Late("linli.cli.imports:calendar", "A year's holidays and make-up days."),
        "map": Late("linli.cli.imports:basemap", "A basemap and facilities, from OpenStreetMap."),
    },
)
DOCS = LateGroup(
    name="docs",
    help="Write documentation that follows from the code.",
    late={
        "procedures": Late("linli.cli.documents:procedures", "Who may do what, and a diagram."),
    },
)
ADD = LateGroup(
    name="add",
    help="Add who takes part.",
    late={
        "organisation": Late("linli.cli.parties:add_organisation", "An organisation."),
        "duty": Late("linli.cli.parties:add_duty", "A duty of a person, in a place."),
    },
)
COMMANDS = {
    "setup": Late("linli.cli.setup:setup", "Prepare the database, keys and first community."),
    "upgrade": Late("linli.cli.upgrade:upgrade", "Bring the database to this version, or back."),
    "doctor": Late("linli.cli.doctor:doctor", "Say what is wrong and how to mend it."),
    "serve": Late("linli.cli.serve:serve", "Serve the pages and work off the jobs."),
    "work": Late("linli.cli.work:work", "Work off the jobs, without the pages."),
    "retry-jobs": Late("linli.cli.work:retry_jobs", "Try jobs again that had given up."),
    "import": Late("linli.cli.commands:IMPORTS", "Take over cases, places, calendars, maps."),
    "add": Late("linli.cli.commands:ADD", "Add organisations and duties."),
    "reseal-contacts": Late(
        "linli.cli.parties:reseal_contacts", "Seal contacts again after a new field key."
    ),
    "docs": Late("linli.cli.commands:DOCS", "Write documentation that follows from the code."),
    "engine": Late("linli.cli.engines:engine", "Run a method on files, without a database."),
    "verify": Late("linli.engines.tile_log.command:command", "Check a public log."),
    "witness": Late("linli.engines.tile_log.witness_command:command", "Vouch for other logs."),
    "log": Late("linli.cli.log:log", "Keep the public log: its key, lost entries."),
    "fsck": Late("linli.cli.checking:fsck", "Compare log, records and database both ways."),
    "erase": Late("linli.cli.erasing:erase", "Forget the reporter of a matter."),
}


@click.group(cls=LateGroup, late=COMMANDS)
@click.version_option(__version__, prog_name="linli")
def main() -> None:
    """Linli (邻里): an open platform for the social governance of a neighbourhood."""
    # Named here for whatever a command starts; read by nobody who does not start Django.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
