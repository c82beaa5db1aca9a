"""Which copy leads back from an upgrade that has not ended: a file that outlives a kill."""

from pathlib import Path

from django.conf import settings

MARK_NAME = "upgrade-copy"


def note_copy(copy: Path) -> None:
    """To be read by the next upgrade, unless this one comes to an end."""
    _mark().write_text(str(copy.resolve()), encoding="utf-8")


def read_copy() -> Path | None:
    """The copy of an upgrade that was cut off; None where none was."""
    try:
        return Path(_mark().read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None


def forget_copy() -> None:
    """Nothing is to be gone back from any more."""
    _mark().unlink(missing_ok=True)


def _mark() -> Path:
    return Path(settings.LINLI_DATA_DIR) / MARK_NAME
