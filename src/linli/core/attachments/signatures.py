"""What a file is by its bytes alone, and whether it is something else besides.  Pure.

Names and media types that a browser sends are not looked at: whoever attacks chooses them.
"""

import re
import zipfile
from io import BytesIO

from linli.core.attachments.errors import PhotoRefusedError

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
HEAD = 1024
DRAWING = re.compile(rb"<\s*(?:\?xml|!doctype|svg|[\w-]+:svg)", re.IGNORECASE)
# Long enough not to turn up by chance among the bytes of a real picture.
FOREIGN = re.compile(
    rb"<script[\s>]|<html[\s>]|<iframe|javascript:|<\?php|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c",
    re.IGNORECASE,
)
SCAN = b"\xff\xda"
# Each scan of a progressive JPEG touches the whole picture; cameras write about ten.
MOST_SCANS = 100


def find_format(raw: bytes) -> str:
    """JPEG, PNG, WEBP or HEIF; PhotoRefusedError for whatever is none of them or more than one."""
    found = _by_signature(raw)
    if not found:
        head = raw[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
        raise PhotoRefusedError("photo_drawing" if DRAWING.match(head) else "photo_not_a_photo")
    if _holds_more(raw):
        raise PhotoRefusedError("photo_mixed")
    if found == "JPEG" and raw.count(SCAN) > MOST_SCANS:
        raise PhotoRefusedError("photo_damaged")
    return found


def _by_signature(raw: bytes) -> str:
    if raw.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "WEBP"
    if raw[4:8] == b"ftyp" and raw[8:12] in HEIC_BRANDS:
        return "HEIF"
    return ""


def _holds_more(raw: bytes) -> bool:
    """A page, a programme, a document or an archive within the picture's bytes.

    What comes out is drawn anew and could not carry it; but nobody sends such a file by mistake.
    """
    if FOREIGN.search(raw) or b"%PDF-" in raw[:HEAD]:
        return True
    return zipfile.is_zipfile(BytesIO(raw))
