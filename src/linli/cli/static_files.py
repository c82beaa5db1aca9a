"""The files that pages name, put into the data folder, where the web server reads them.

Run as a module it does just that: `python -m linli.cli.static_files`.
"""

from hashlib import sha256

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from linli.cli.framework import start_django

STAMP = ".collected"


def collect_static_files() -> None:
    """Puts them there, unless those of this version are there already.

    Older ones stay: pages that somebody has open still name them.
    """
    if not are_static_files_collected():
        call_command("collectstatic", interactive=False, verbosity=0)
        (settings.STATIC_ROOT / STAMP).write_text(_digest())


def are_static_files_collected() -> bool:
    """Whether those that are there are of this version."""
    stamp = settings.STATIC_ROOT / STAMP
    return stamp.exists() and stamp.read_text() == _digest()


def _digest() -> str:
    """Of the names and contents of all files that would be collected."""
    whole = sha256()
    found = ((path, storage) for finder in get_finders() for path, storage in finder.list([]))
    for path, storage in sorted(found, key=lambda each: each[0]):
        with storage.open(path) as file:
            content = file.read()
        whole.update(f"{path}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


if __name__ == "__main__":
    start_django()
    collect_static_files()
