"""Limits of promises: changed for what begins from now on, with a look at what would change."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from linli.apps.administration.enums import ChangeKind
from linli.apps.administration.services.changes import note_change, require_administrator
from linli.apps.cases.public import list_categories, list_choosable_categories
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.models import ProcedureVersion
from linli.core.matters.registry import get_registration, list_registrations
from linli.core.matters.rules import Rules, parse_rules
from linli.core.matters.selectors import list_matters
from linli.core.matters.versions import change_rules, current_version, lock_versions
from linli.ground.calendars.errors import LimitError
from linli.ground.calendars.public import Limit
from linli.ground.communities.models import Community


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChange:
    """A limit for a promise of a kind of matter, of one category or, where it is empty, of all.

    An empty limit takes a category's own away: that of the nearest category above it holds then, or
    that of all.  `version` is the number of the rules that the change was looked at against, 0
    where nobody looked.
    """

    kind: str
    promise: str
    category: str = ""
    limit: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class LimitEffect:
    """What a category's limit is before and after a change; the same where it has its own."""

    category: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LimitPreview:
    """What a change would do for what is opened from now on: the limit itself, and that of each
    category that can be reported.  `under_way` matters keep the rules that they began under."""

    before: str
    after: str
    moved: tuple[LimitEffect, ...]
    kept: tuple[LimitEffect, ...]
    under_way: int
    version: int


def preview_limit(change: LimitChange, *, acting_user: ActingUser, now: datetime) -> LimitPreview:
    """What `set_limit` would change; raises as it does, and writes nothing but a first version."""
    require_administrator(acting_user)
    _check(change, acting_user.community)
    version = current_version(acting_user.community, change.kind, now=now)
    rules = _changed(change, version.rules)
    before, after = _read(change, version.rules), _read(change, rules)
    effects = [
        LimitEffect(row.name, _limit(before, change, row.code), _limit(after, change, row.code))
        for row in list_choosable_categories(acting_user.community)
        if not change.category or f"{row.code}.".startswith(f"{change.category}.")
    ]
    running = list_matters(acting_user, kind=change.kind, subject=change.category).filter(
        closed_at__isnull=True
    )
    return LimitPreview(
        before=_limit(before, change, change.category),
        after=_limit(after, change, change.category),
        moved=tuple(each for each in effects if each.before != each.after),
        kept=tuple(each for each in effects if each.before == each.after),
        under_way=running.count(),
        version=version.number,
    )


@transaction.atomic
def set_limit(change: LimitChange, *, acting_user: ActingUser, now: datetime) -> ProcedureVersion:
    """A version of the rules with that limit for a promise, of one category or of all; it holds for
    matters that are opened from now on.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming kind, promise, category or
    limit (changed_meanwhile where the rules are no longer those that were looked at).
    """
    require_administrator(acting_user)
    community = acting_user.community
    _check(change, community)
    lock_versions(community)
    version = current_version(community, change.kind, now=now)
    if change.version not in {0, version.number}:
        raise InputRefusedError({"limit": "changed_meanwhile"})
    rules = _changed(change, version.rules)
    before, after = (
        _limit(_read(change, each), change, change.category) for each in (version.rules, rules)
    )
    made = change_rules(community, kind=change.kind, rules=rules, acting_user=acting_user, now=now)
    which = f" [{change.category}]" if change.category else ""
    about = f"{change.kind}.{change.promise}{which}: {before} → {after}"
    note_change(acting_user, ChangeKind.LIMIT, about, now=now)
    return made


def _check(change: LimitChange, community: Community) -> None:
    """Raises InputRefusedError."""
    procedures = {each.procedure.kind: each.procedure for each in list_registrations()}
    if change.kind not in procedures:
        raise InputRefusedError({"kind": "not_a_choice"})
    errors = {}
    if change.promise not in procedures[change.kind].promise_by_name:
        errors["promise"] = "not_a_choice"
    if change.category and change.category not in {row.code for row in list_categories(community)}:
        errors["category"] = "not_a_choice"
    try:
        if change.limit or not change.category:
            Limit.parse(change.limit)
    except LimitError:
        errors["limit"] = "not_a_limit"
    if errors:
        raise InputRefusedError(errors)


def _changed(change: LimitChange, raw: dict[str, Any]) -> dict[str, Any]:
    """The rules with the change; InputRefusedError (limit: the_same) where they have it already."""
    rules = _with(change, raw)
    if rules == raw:
        raise InputRefusedError({"limit": "the_same"})
    return rules


def _with(change: LimitChange, raw: dict[str, Any]) -> dict[str, Any]:
    rules = deepcopy(raw)
    if not change.category:
        rules["promises"][change.promise] = change.limit
        return rules
    own = rules.get("subjects", {}).get(change.category, {}) | {change.promise: change.limit}
    own = {name: limit for name, limit in own.items() if limit}
    subjects = rules.get("subjects", {}) | {change.category: own}
    # An empty entry stays: it says that the profile's own limit was taken away.
    known = rules.get("subjects", {})
    kept = {code: limits for code, limits in subjects.items() if limits or code in known}
    return rules | {"subjects": kept} if kept or known else rules


def _read(change: LimitChange, raw: dict[str, Any]) -> Rules:
    return parse_rules(get_registration(change.kind).procedure, raw)


def _limit(rules: Rules, change: LimitChange, category: str) -> str:
    return str(rules.limit_of(change.promise, category))
