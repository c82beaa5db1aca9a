"""The files that pages name, put into the data folder, where the web server reads them.

Run as a module it does just that: `python -m linli.cli.static_files`.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import Storage
from django.core.management import call_command

from linli.cli.framework import start_django

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

MANIFEST = "staticfiles.json"
STAMP = ".collected"


def collect_static_files() -> bool:
    """Puts them there, unless those of this version are there already; whether it did.

    Older ones stay: pages that somebody has open still name them.
    """
    if are_static_files_collected():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    (settings.STATIC_ROOT / STAMP).write_text(_digest())
    return True


def are_static_files_collected() -> bool:
    """Whether those that are there are of this version."""
    stamp = settings.STATIC_ROOT / STAMP
    return stamp.exists() and stamp.read_text() == _digest()


def _digest() -> str:
    """Of the names and contents of all files that are collected, and of what was made of them."""
    whole = sha256()
    for path, storage in sorted(_list_files(), key=lambda each: each[0]):
        with storage.open(path) as file:
            _add(whole, path, file.read())
    manifest = settings.STATIC_ROOT / MANIFEST
    _add(whole, MANIFEST, manifest.read_bytes() if manifest.exists() else b"")
    return whole.hexdigest()


def _list_files() -> Iterator[tuple[str, Storage]]:
    for finder in get_finders():
        yield from finder.list(StaticFilesConfig.ignore_patterns)


def _add(whole: "Hash", name: str, content: bytes) -> None:
    whole.update(f"{name}\0{len(content)}\0".encode() + content)


if __name__ == "__main__":
    start_django()
    collect_static_files()
