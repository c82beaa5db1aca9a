"""Reading a file whose form is told by its first bytes, not by its name."""

from collections.abc import Callable
from pathlib import Path

from linli.ground.places.basemap.errors import MapFileError
from linli.ground.places.basemap.openstreetmap.elements import Sink
from linli.ground.places.basemap.openstreetmap.pbf_format import read_pbf
from linli.ground.places.basemap.openstreetmap.xml_format import read_xml

# A PBF file begins with the length of a header that names its type.
PBF_MARK = b"\n\x09OSMHeader"
XML_MARKS = (b"<", b"\xef\xbb\xbf<")


def read_map_file(path: Path, sink: Sink, on_progress: Callable[[int], None]) -> None:
    """Hands every element on; `on_progress` gets the bytes read.  Raises MapFileError, OSError."""
    with path.open("rb") as file:
        begin = file.read(64)
        file.seek(0)
        if begin[4:].startswith(PBF_MARK):
            read_pbf(file, sink, on_progress)
        elif begin.lstrip().startswith(XML_MARKS):
            read_xml(file, sink, on_progress)
        elif not begin:
            raise MapFileError("empty")
        else:
            raise MapFileError("not_a_map_file")
