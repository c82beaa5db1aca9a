"""The course of an upgrade, and of the way back after one."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from django.core.management import call_command
from django.db import Error
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cli.doctor import database
from linli.cli.upgrades.copies import check_copy, make_copy, put_back, say_by_hand
from linli.cli.upgrades.errors import HalfwayError, UpgradeError
from linli.cli.upgrades.exclusion import alone, was_cut_off, without_worker
from linli.cli.upgrades.mark import forget_copy, note_copy, read_copy
from linli.cli.upgrades.orders import Orders, StoppedError
from linli.cli.upgrades.soundness import UNASKED, Answer, compare, look

Tell = Callable[[str], None]


class UnsoundError(Exception):
    """The new database has faults that the old one had not."""


def bring_up_to_date(folder: Path, *, tell: Tell, orders: Orders) -> str:
    """Copies the database, migrates it and looks whether it is sound; what to say at the end.

    Raises UpgradeError where the server or another upgrade runs, the database is of a later
    version, no copy could be made, or migration or check failed or were told to stop; then the copy
    has been put back.  HalfwayError where it could not be, or where an earlier upgrade was cut off
    and this one fails too; StoppedError where nothing had begun.
    """
    with alone():
        _check_sources()
        missing, left = database.list_missing_migrations(), _find_left(folder)
        if not missing and left is None:
            return _("Nothing to do: the database is that of this version.")
        if left is not None:
            tell(_say_cut_off(left))
        with without_worker():
            copy = _upgrade(folder, left, tell=tell, orders=orders)
    return _("%(number)d changes were made. The copy stays at %(copy)s.") % {
        "number": len(missing),
        "copy": copy,
    }


def _check_sources() -> None:
    if unknown := database.list_unknown_migrations():
        raise UpgradeError(database.say_later(unknown[0]))


def _find_left(folder: Path) -> Path | None:
    """What leads back from an earlier upgrade that was cut off: its copy, or where copies are."""
    return read_copy() or (folder if was_cut_off() else None)


def _upgrade(folder: Path, left: Path | None, *, tell: Tell, orders: Orders) -> Path:
    try:
        copy = _copy(folder, tell=tell, orders=orders)
        if left is None:
            note_copy(copy)
        for fault in _migrate(copy, orders, left):
            tell(_say_unknown(fault))
    except HalfwayError:
        raise
    except (UpgradeError, OSError, StoppedError, Error) as error:
        if left is None:
            forget_copy()
            raise
        said = str(error) or _("The upgrade was told to stop.")
        raise HalfwayError(f"{said}\n{_say_halfway(left)}") from error
    forget_copy()
    return copy


def go_back(copy: Path, folder: Path, *, tell: Tell, orders: Orders) -> str:
    """Puts a copy in the place of the database, of which it makes another before; what to say.

    Raises UpgradeError where the server or an upgrade runs, that is no copy, or it could not be put
    back; then nothing has changed.  StoppedError where nothing had begun.
    """
    with alone():
        check_copy(copy)
        with without_worker():
            _copy(folder, tell=tell, orders=orders)
            _put_back(copy)
            if read_copy() in {None, copy.resolve()}:
                forget_copy()
            return "\n".join(_say_back(copy))


def _copy(folder: Path, *, tell: Tell, orders: Orders) -> Path:
    with orders.obeyed():
        copy = make_copy(folder)
    tell(_("Copied to %(copy)s.") % {"copy": copy})
    return copy


def _migrate(copy: Path, orders: Orders, left: Path | None) -> list[str]:
    """Faults of which nobody knows whether they were there before: all of them, after an upgrade
    that was cut off."""
    try:
        with orders.obeyed():
            then = timezone.now()
            before = look(then) if left is None else UNASKED
            call_command("migrate", interactive=False, verbosity=0)
            unknown = _judge(before, look(then))
    except BaseException as error:  # whatever a migration raises, the copy goes back
        raise _take_back(copy, _describe(error), left) from error
    return unknown


def _judge(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> list[str]:
    verdict = compare(before, after)
    if verdict.fresh:
        raise UnsoundError("; ".join(verdict.fresh))
    return verdict.unknown


def _put_back(copy: Path) -> None:
    try:
        put_back(copy)
    except UpgradeError as error:
        raise UpgradeError(_say_failed(error)) from error


def _take_back(copy: Path, failure: str, left: Path | None) -> UpgradeError:
    try:
        put_back(copy)
    except Exception as error:  # noqa: BLE001 - whatever it is, both failures have to be told
        back = left if left is not None and left.is_file() else copy
        said = (failure, _say_failed(error), _say_halfway(back), say_by_hand(back))
        return HalfwayError("\n".join(said))
    if left is not None:
        return UpgradeError(failure)
    return UpgradeError(f"{failure}\n{_('The copy was put back: everything is as it was.')}")


def _describe(error: BaseException) -> str:
    if isinstance(error, StoppedError):
        return _("The upgrade was told to stop.")
    if isinstance(error, UnsoundError):
        return _("The new database is not sound: %(reason)s") % {"reason": error}
    return _("Migration failed: %(reason)s") % {"reason": str(error) or type(error).__name__}


def _say_failed(error: Exception) -> str:
    return _("The copy could not be put back: %(reason)s") % {"reason": error}


def _say_halfway(copy: Path) -> str:
    return _(
        "The database is between two versions now: do not start the server. Mend what is said, "
        "then: linli upgrade --back %(copy)s"
    ) % {"copy": copy}


def _say_cut_off(folder: Path) -> str:
    return _(
        "An earlier upgrade was cut off before its end. Its copy is in %(folder)s; linli upgrade "
        "--back COPY puts it back."
    ) % {"folder": folder}


def _say_unknown(fault: str) -> str:
    return _("Advice: %(fault)s Before the upgrade this could not be asked.") % {"fault": fault}


def _say_back(copy: Path) -> list[str]:
    said = [_("%(copy)s was put back.") % {"copy": copy}]
    # It is back, whether the database can be asked about it at this moment or not.
    with suppress(Error):
        if not _fits():
            said.append(
                _(
                    "The sources are not of its version: install those that ran when it was made "
                    "before you start the server."
                )
            )
    said.append(
        _(
            "What was published since is in the public log and no longer in the database: nothing "
            "is sealed until linli log adopt has noted it as lost."
        )
    )
    return said


def _fits() -> bool:
    """Whether the database has exactly the changes of these sources."""
    return not (database.list_missing_migrations() or database.list_unknown_migrations())
