"""Which copy leads back from an upgrade that has not ended: a file that outlives a kill."""

import os
from pathlib import Path

from django.conf import settings

from linli.cli.doctor.database import list_applied, list_missing_migrations, list_unknown_migrations
from linli.cli.upgrades.lock import UpgradingError, serving

MARK_NAME = "upgrade-copy"


def note_copy(copy: Path) -> None:
    """To be read by the next upgrade, unless this one comes to an end: the copy, and what the
    database is like before."""
    written = _mark().with_suffix(".new")
    with written.open("w", encoding="utf-8") as file:
        file.write("\n".join([str(copy.resolve()), *list_applied()]))
        file.flush()
        os.fsync(file.fileno())
    written.replace(_mark())


def read_copy() -> Path | None:
    """The copy of an upgrade that was cut off; None where none was, or where the database is as it
    was before: nothing had begun, or the copy is back."""
    try:
        copy, *before = _mark().read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ValueError):
        return None
    return None if before == list_applied() else Path(copy)


def forget_copy() -> None:
    """Nothing is to be gone back from any more."""
    _mark().unlink(missing_ok=True)


def settle() -> None:
    """Forgets an upgrade that was cut off after all, now that the server works with its tables."""
    try:
        with serving(Path(settings.LINLI_DATA_DIR)):
            if _mark().exists() and not (list_missing_migrations() or list_unknown_migrations()):
                forget_copy()
    except UpgradingError:
        return


def _mark() -> Path:
    return Path(settings.LINLI_DATA_DIR) / MARK_NAME
