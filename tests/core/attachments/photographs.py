"""Files as people and attackers send them."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

from PIL import Image, PngImagePlugin

SAMPLES = Path(__file__).parent / "samples"
DEVICE = "Probe Phone 7"
COMMENT = "seen from my window"
GPS_IFD, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
PAGE = b"<!doctype html><html><script>alert(1)</script></html>"


def two_colours(width: int = 64, height: int = 48) -> Image.Image:
    """Red on the left half, green on the right one."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 160, 60), (width // 2, 0, width, height))
    return image


def jpeg(width: int = 64, height: int = 48, *, orientation: int = 1, **options: object) -> bytes:
    """A JPEG with what a phone writes beside the picture: place, device, comment, profile."""
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = DEVICE, orientation
    place = exif.get_ifd(GPS_IFD)
    place[1], place[2], place[3], place[4] = "N", (31.0, 12.0, 5.0), "E", (121.0, 24.0, 8.0)
    held = BytesIO()
    kept = {"quality": 90, "exif": exif.tobytes(), "comment": COMMENT, "icc_profile": b"icc " * 40}
    two_colours(width, height).save(held, "JPEG", **(kept | options))
    return held.getvalue()


def png(width: int = 64, height: int = 48) -> bytes:
    """A PNG with words in it."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", COMMENT)
    held = BytesIO()
    two_colours(width, height).save(held, "PNG", pnginfo=told)
    return held.getvalue()


def webp() -> bytes:
    held = BytesIO()
    two_colours().save(held, "WEBP", exif=Image.Exif().tobytes())
    return held.getvalue()


def moving(kind: str) -> bytes:
    """Two pictures, one after the other."""
    held = BytesIO()
    two_colours().save(
        held, kind, save_all=True, append_images=[two_colours(64, 48).rotate(180)], duration=100
    )
    return held.getvalue()


def heic() -> bytes:
    """What an iPhone sends, with place and device."""
    return (SAMPLES / "probe.heic").read_bytes()


def bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes whose header promises that many pixels, and whose data keeps the word."""
    row = b"\0" * (1 + width // 8 + 1)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(min(height, 2000))) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", packed), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def many_scans() -> bytes:
    """A JPEG that repeats one scan until decoding it would take minutes."""
    raw = jpeg()
    at = raw.rindex(b"\xff\xda")
    return raw[:at] + raw[at:-2] * 200 + raw[-2:]
