"""The machine: data folder, keys, static files, disk, carriers."""

import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from linli.cli.doctor.findings import Finding, advice, fault
from linli.cli.static_files import MANIFEST, are_static_files_collected

MEBIBYTE = 1 << 20
TOO_LITTLE = 512 * MEBIBYTE
LITTLE = 4 * 1024 * MEBIBYTE
OTHERS = stat.S_IRWXG | stat.S_IRWXO
SHORTEST_SECRET = 32
SHORTEST_FIELD_KEY = 32
# Thirty-two random bytes have about thirty different ones.
FEWEST_DIFFERENT = 12


def check_folder() -> Iterator[Finding]:
    """The data folder takes files."""
    folder: Path = settings.LINLI_DATA_DIR
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield fault(
            _("The data folder %(folder)s cannot be written to: %(reason)s.")
            % {"folder": folder, "reason": error.strerror},
            _("Give the user that runs Linli the right to write there, or set LINLI_DATA_DIR."),
        )


def check_keys() -> Iterator[Finding]:
    """Keys are long and random; those in files, and the data beside them, are their owner's alone.

    A key without a file was set in the environment: else no setting could have been read.
    """
    yield from _check_strength()
    data: Path = settings.LINLI_DATA_DIR
    folder = data / "keys"
    keys = [folder, *sorted(folder.glob("linli_*_key"))] if folder.exists() else []
    for path in [*([data] if data.exists() else []), *keys]:
        if path.stat().st_mode & OTHERS:
            right = "0700" if path.is_dir() else "0600"
            yield fault(
                _("Others on this machine can read %(path)s.") % {"path": path},
                f"chmod {right} {path}",
            )


def _check_strength() -> Iterator[Finding]:
    weak = {
        "LINLI_SECRET_KEY": _is_weak(settings.SECRET_KEY.encode(), SHORTEST_SECRET),
        "LINLI_FIELD_KEY": _is_weak(settings.LINLI_FIELD_KEY, SHORTEST_FIELD_KEY),
    }
    for name in (name for name, is_weak in weak.items() if is_weak):
        yield fault(
            _("%(name)s is short or has a pattern, so it can be guessed.") % {"name": name},
            "openssl rand -base64 32 | tr '+/' '-_' | tr -d '='",
        )


def _is_weak(key: bytes, shortest: int) -> bool:
    return len(key) < shortest or len(set(key)) < FEWEST_DIFFERENT


def check_static_files() -> Iterator[Finding]:
    """The files that pages name were built and collected."""
    if not (settings.STATIC_ROOT / MANIFEST).exists():
        yield fault(
            _("The static files were not collected; no page can be shown."),
            "script/build-frontend && linli setup",
        )
    elif not are_static_files_collected():
        yield fault(
            _("The static files are those of another version; pages may look wrong or fail."),
            "script/build-frontend && linli upgrade",
        )


def check_disk() -> Iterator[Finding]:
    """There is room to write."""
    folder: Path = settings.LINLI_DATA_DIR
    nearest = next(each for each in (folder, *folder.resolve().parents) if each.exists())
    free = shutil.disk_usage(nearest).free
    if free >= LITTLE:
        return
    what = _("%(free)d MiB are free where %(folder)s lies.") % {
        "free": free // MEBIBYTE,
        "folder": folder,
    }
    mend = _("Free some space or move the data folder to a larger disk.")
    yield fault(what, mend) if free < TOO_LITTLE else advice(what, mend)


def check_carriers() -> Iterator[Finding]:
    """In production somebody carries the messages."""
    if not settings.LINLI_PRODUCTION:
        return
    for name in ("LINLI_MAIL_URL", "LINLI_SMS_URL"):
        if getattr(settings, name).startswith("file:"):
            yield fault(
                _("%(name)s names no carrier, so no code and no notice goes that way.")
                % {"name": name},
                _("Set it as docs/settings.md says."),
            )
