"""Photos: the files of the latest ones are where the tables say."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.cli.doctor.findings import Finding, fault
from linli.core.attachments.models import Attachment

# The latest show whether the store answers and belongs to this database; a lost folder loses all.
LOOKED_AT = 100


def check_photos() -> Iterator[Finding]:
    """The store answers, and holds what the latest records commit to."""
    named = Attachment.objects.order_by("-id").values_list("picture", flat=True)[:LOOKED_AT]
    try:
        missing = [name for name in named if not default_storage.exists(name)]
    except OSError as error:
        yield fault(
            _("The store of photos does not answer: %(reason)s.") % {"reason": error},
            _("Look at LINLI_FILES_URL, and whether that machine or folder can be reached."),
        )
        return
    if missing:
        yield fault(
            ngettext(
                "%(number)d of the latest photos is not in the store.",
                "%(number)d of the latest photos are not in the store.",
                len(missing),
            )
            % {"number": len(missing)},
            _("Bring back the folder of photos from the backup that belongs to this database."),
        )
