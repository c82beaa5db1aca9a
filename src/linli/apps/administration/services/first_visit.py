"""The code that proves that whoever founds the first community by the browser runs the machine."""

import os
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from hmac import compare_digest
from pathlib import Path

from django.conf import settings

from linli.ground.communities.models import Community

FILE = "setup-code"
DIGITS = 8
MOST_TRIES = 20


def write_setup_code() -> str:
    """The code, kept in the data folder for its owner alone; the same until a community is founded."""
    path = _path()
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    code = "".join(str(secrets.randbelow(10)) for _ in range(DIGITS))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(code)
    return code


def is_open() -> bool:
    """Whether the first visitor may found a community: there is none, and a code was written."""
    return _path().exists() and not Community.objects.exists()


def fits(code: str) -> bool:
    """Whether this is the code.  After twenty wrong ones it is worthless: the operator has a new one
    written by `linli setup --empty`."""
    path = _path()
    if not path.exists():
        return False
    given = unicodedata.normalize("NFKC", code.strip()[:20])
    if compare_digest(path.read_bytes().strip(), given.encode()):
        return True
    with _tries().open("ab") as tries:
        tries.write(b".")
    if _tries().stat().st_size >= MOST_TRIES:
        forget_setup_code()
    return False


@contextmanager
def using_setup_code() -> Iterator[bool]:
    """Whether the code is ours to use, as one of several who sent it at once: it is used up when
    the block ends, and is there again where the block failed."""
    try:
        _path().rename(_taken())
    except FileNotFoundError:
        yield False
        return
    try:
        yield True
    except BaseException:
        _taken().rename(_path())
        raise
    _taken().unlink()
    forget_setup_code()


def forget_setup_code() -> None:
    """The code has served its purpose."""
    _path().unlink(missing_ok=True)
    _tries().unlink(missing_ok=True)


def _path() -> Path:
    return Path(settings.LINLI_DATA_DIR) / FILE


def _taken() -> Path:
    return Path(settings.LINLI_DATA_DIR) / f"{FILE}-taken"


def _tries() -> Path:
    return Path(settings.LINLI_DATA_DIR) / f"{FILE}-tries"
