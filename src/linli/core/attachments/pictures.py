"""A photo drawn anew: upright, of bounded size, and with nothing in it but the picture.  Pure.

Size is read from the header before a pixel is decoded.  What comes out was encoded here from the
bare pixels, so neither place, time, device nor comment can have come along.
"""

import struct
import threading
from dataclasses import dataclass
from io import BytesIO

import pi_heif
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from linli.core.attachments.errors import PhotoRefusedError
from linli.core.attachments.signatures import find_format

DISPLAY_EDGE = 1600
THUMBNAIL_EDGE = 400
QUALITY = 82
WHITE = (255, 255, 255)
# JPEG, because browsers of ten years ago show it and every phone takes it.
CONTENT_TYPE = "image/jpeg"
# What decoders raise over a file that is broken or made to break them.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    EOFError,
    RuntimeError,
    MemoryError,
    struct.error,
    UserWarning,
)
# One picture at a time in each process: decoded, a large one takes some hundred megabytes.
_DECODING = threading.Lock()

pi_heif.register_heif_opener(thumbnails=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo in the size that pages show, and small for lists; both JPEG."""

    display: bytes
    thumbnail: bytes
    width: int
    height: int


def redraw(raw: bytes, *, most_bytes: int, most_pixels: int) -> Picture:
    """The picture of a file; PhotoRefusedError with the first reason against it."""
    if not raw:
        raise PhotoRefusedError("photo_empty")
    if len(raw) > most_bytes:
        raise PhotoRefusedError("photo_too_large")
    found = find_format(raw)
    with _DECODING:
        try:
            return _encode(_decode(raw, found, most_pixels))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise PhotoRefusedError("photo_too_many_pixels") from error
        except (UnidentifiedImageError, *BROKEN) as error:
            raise PhotoRefusedError("photo_damaged") from error


def _decode(raw: bytes, found: str, most_pixels: int) -> Image.Image:
    with Image.open(BytesIO(raw), formats=[found]) as opened:
        width, height = opened.size
        if width * height > most_pixels:
            raise PhotoRefusedError("photo_too_many_pixels")
        # Phones put depth and a second exposure behind a JPEG or HEIC; its first one is the photo.
        if found in {"PNG", "WEBP"} and getattr(opened, "is_animated", False):
            raise PhotoRefusedError("photo_animated")
        if found == "JPEG":
            # The decoder itself scales down by 2, 4 or 8, which spares most of the memory.
            opened.draft("RGB", (DISPLAY_EDGE, DISPLAY_EDGE))
        opened.load()
        return _on_white(_upright(opened))


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held.  HEIC is turned by its decoder."""
    if image.format == "HEIF" or image.getexif().get(ExifTags.Base.Orientation, 1) == 1:
        return image
    return ImageOps.exif_transpose(image)


def _on_white(image: Image.Image) -> Image.Image:
    """A new image with the pixels and nothing else; what was see-through becomes white."""
    scaled = image.convert("RGBA" if image.has_transparency_data else "RGB")
    scaled.thumbnail((DISPLAY_EDGE, DISPLAY_EDGE), Image.Resampling.LANCZOS)
    fresh = Image.new("RGB", scaled.size, WHITE)
    fresh.paste(scaled, mask=scaled if scaled.mode == "RGBA" else None)
    return fresh


def _encode(image: Image.Image) -> Picture:
    small = image.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE), Image.Resampling.LANCZOS)
    return Picture(_as_jpeg(image), _as_jpeg(small), image.width, image.height)


def _as_jpeg(image: Image.Image) -> bytes:
    held = BytesIO()
    image.save(held, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return held.getvalue()
