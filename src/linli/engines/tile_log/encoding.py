"""Strict readers of the pieces that C2SP formats are made of.

Each value has exactly one accepted spelling, so that no byte of a signed or stored file can
change without being noticed.
"""

import base64
import binascii
import re

from linli.engines.tile_log.errors import FormatError

SIZE_LIMIT = 1 << 63
"""Sizes and indices stay below this: the signed 64-bit numbers of the other implementations."""

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def encode_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def decode_base64(text: str, *, what: str, length: int | None = None) -> bytes:
    """The bytes of standard base64 (RFC 4648, section 4), refused unless canonical."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise FormatError("base64", f"{what} is not base64: {text!r}") from error
    if encode_base64(data) != text:
        raise FormatError("base64", f"{what} is not canonical base64: {text!r}")
    if length is not None and len(data) != length:
        raise FormatError("length", f"{what} has {len(data)} bytes, not {length}")
    return data


def parse_decimal(text: str, *, what: str) -> int:
    """A size or index below 2^63 in ASCII decimals without leading zeroes."""
    if not _DECIMAL.fullmatch(text) or int(text) >= SIZE_LIMIT:
        raise FormatError("decimal", f"{what} is not a plain decimal number: {text!r}")
    return int(text)


def decode_text(data: bytes, *, what: str) -> str:
    """UTF-8 text without control characters other than the newline."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError("utf-8", f"{what} is not UTF-8 at byte {error.start}") from error
    if any(character < " " and character != "\n" for character in text):
        raise FormatError("control-character", f"{what} contains a control character")
    return text
