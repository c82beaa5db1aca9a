"""Whether the database is sound: what each check finds before and after, and what is new in that."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from linli.apps.disclosure.public import DisclosureError, is_overdue, open_published
from linli.cli.doctor import communities, database
from linli.cli.doctor.findings import Finding, Level
from linli.engines.tile_log import LogError

Check = Callable[[], Iterable[Finding]]
CHECKS: tuple[Check, ...] = (
    database.check_connection,
    database.check_migrations,
    database.check_records,
    communities.check_communities,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The faults that one check found, or why it could not be asked."""

    faults: tuple[str, ...] = ()
    error: str = ""


# Of tables that are between two versions nothing can be compared.
UNASKED = {
    name: Answer(error="not asked") for name in (*(check.__name__ for check in CHECKS), "check_log")
}


@dataclass(slots=True)
class Verdict:
    """Faults that the upgrade brought, and those of which nobody knows whether it did."""

    fresh: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def look(then: datetime) -> dict[str, Answer]:
    """What each check says, by its name.

    Of the log, whether it was behind at that time: the worker stands still meanwhile, so by the
    clock alone every record would be overdue after a minute.
    """
    answers = {check.__name__: _ask(partial(_list_faults, check)) for check in CHECKS}
    return answers | {"check_log": _ask(partial(_look_at_log, then))}


def compare(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> Verdict:
    """What is wrong after and was not before.

    A check of this version may not have been askable on the tables of an older one; once they are
    those of this version, it must be.
    """
    verdict = Verdict()
    for name, now in after.items():
        if now.error:
            verdict.fresh += [now.error] if now.error != before[name].error else []
        elif before[name].error:
            verdict.unknown += now.faults
        else:
            verdict.fresh += [fault for fault in now.faults if fault not in before[name].faults]
    return verdict


def _ask(question: Callable[[], Iterable[str]]) -> Answer:
    try:
        return Answer(tuple(question()))
    except Exception as error:  # noqa: BLE001 - older tables may break a check in any way
        return Answer(error=f"{type(error).__name__}: {error}".strip())


def _list_faults(check: Check) -> list[str]:
    return [f"{each.what} {each.detail}".strip() for each in check() if each.level is Level.FAULT]


def _look_at_log(then: datetime) -> Iterator[str]:
    try:
        _source, signed = open_published()
    except (DisclosureError, LogError) as error:
        yield _("The public log cannot be read: %(reason)s.") % {"reason": error}
        return
    if is_overdue(signed.checkpoint.size, now=then):
        yield _("Records are more than a minute old and not yet in the public log.")
