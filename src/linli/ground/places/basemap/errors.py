"""Why a map file was refused, in stable codes and in words for people."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SENTENCES = {
    "empty": gettext_noop("It holds nothing that a map could show."),
    "not_a_map_file": gettext_noop("It is neither OpenStreetMap XML nor PBF."),
    "xml_syntax": gettext_noop("It is not XML: %(detail)s."),
    "document_type": gettext_noop("It declares a document type, which map files do not have."),
    "not_osm": gettext_noop("It begins with “%(detail)s” instead of “osm”."),
    "osm_version": gettext_noop("Only version 0.6 is read, not “%(detail)s”."),
    "attribute_missing": gettext_noop("%(detail)s is missing."),
    "not_a_whole_number": gettext_noop("%(detail)s is no whole number."),
    "not_a_coordinate": gettext_noop("%(detail)s is no coordinate on Earth."),
    "unknown_member": gettext_noop("A relation has no members of type “%(detail)s”."),
    "cut_off": gettext_noop("It ends in the middle."),
    "blob_size": gettext_noop("A block claims a size that none may have: %(detail)s."),
    "blob_type": gettext_noop("It does not begin with a header, but with “%(detail)s”."),
    "compression": gettext_noop("Blocks packed by %(detail)s are not read; pack it by zlib."),
    "unpacking": gettext_noop("A block cannot be unpacked."),
    "message": gettext_noop("A block is damaged: %(detail)s."),
    "required_feature": gettext_noop("It asks for “%(detail)s”, which is not read."),
    "too_many_nodes": gettext_noop("More than %(detail)s points; cut out a smaller area."),
    "too_many_tiles": gettext_noop("The area makes more than %(detail)s tiles; cut it smaller."),
    "archive": gettext_noop("The basemap is damaged (%(detail)s); import it again."),
}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where in a file: a line of a text, or the byte at which a block begins."""

    line: int = 0
    byte: int = -1

    def __str__(self) -> str:
        if self.line:
            return _("line %(line)s") % {"line": self.line}
        return _("byte %(byte)s") % {"byte": self.byte} if self.byte >= 0 else ""


class MapFileError(ValueError):
    """A file of which no basemap can be made; `code` is stable."""

    def __init__(self, code: str, detail: str = "", where: Whereabouts | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.where = where or Whereabouts()

    def __str__(self) -> str:
        """Place and reason, in the language in use."""
        reason = _(SENTENCES[self.code]) % {"detail": self.detail}
        return f"{self.where}: {reason}" if str(self.where) else reason
