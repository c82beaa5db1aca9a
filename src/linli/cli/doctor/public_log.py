"""The public log: it is there, signed by our key, and not behind."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.apps.disclosure.public import DisclosureError, is_overdue, open_published
from linli.cli.doctor.findings import Finding, fault
from linli.engines.tile_log import LogError


def check_log() -> Iterator[Finding]:
    """What was recorded a minute ago is in a published checkpoint."""
    try:
        _source, signed = open_published()
    except (DisclosureError, LogError) as error:
        yield fault(
            _("The public log cannot be read: %(reason)s.") % {"reason": error},
            _("Start the server; it writes the log anew from the database."),
        )
        return
    if is_overdue(signed.checkpoint.size, now=timezone.now()):
        yield fault(
            _("Records are more than a minute old and not yet in the public log."),
            _("Start the server; if it runs, read what it writes about linli.log."),
        )
