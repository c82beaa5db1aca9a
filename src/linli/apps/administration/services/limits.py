"""Limits of promises: changed for what begins from now on, with a look at what would change."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from linli.apps.administration.enums import ChangeKind
from linli.apps.administration.services.changes import note_change, require_administrator
from linli.apps.cases.public import list_categories
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.models import ProcedureVersion
from linli.core.matters.registry import list_registrations
from linli.core.matters.selectors import list_matters
from linli.core.matters.versions import change_rules, current_version
from linli.ground.calendars.errors import LimitError
from linli.ground.calendars.public import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChange:
    """A limit for a promise of a kind of matter, of one category or, where it is empty, of all."""

    kind: str
    promise: str
    category: str = ""
    limit: str


@dataclass(frozen=True, slots=True)
class LimitPreview:
    """What a change would do: the limit before and after, and how many matters under way keep the
    rules that they began under.  None of them changes."""

    before: str
    after: str
    under_way: int


def preview_limit(change: LimitChange, *, acting_user: ActingUser, now: datetime) -> LimitPreview:
    """What `set_limit` would change; raises as it does, and writes nothing but a first version."""
    require_administrator(acting_user)
    before = _check(change, acting_user, now)
    running = list_matters(acting_user, kind=change.kind, subject=change.category).filter(
        closed_at__isnull=True
    )
    return LimitPreview(before, change.limit, running.count())


@transaction.atomic
def set_limit(change: LimitChange, *, acting_user: ActingUser, now: datetime) -> ProcedureVersion:
    """A version of the rules with that limit for a promise, of one category or of all; it holds for
    matters that are opened from now on.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming kind, promise, category or
    limit.
    """
    require_administrator(acting_user)
    before = _check(change, acting_user, now)
    rules: dict[str, Any] = deepcopy(
        current_version(acting_user.community, change.kind, now=now).rules
    )
    if change.category:
        limits = rules.setdefault("subjects", {}).setdefault(change.category, {})
        limits[change.promise] = change.limit
    else:
        rules["promises"][change.promise] = change.limit
    version = change_rules(
        acting_user.community, kind=change.kind, rules=rules, acting_user=acting_user, now=now
    )
    which = f" [{change.category}]" if change.category else ""
    about = f"{change.kind}.{change.promise}{which}: {before} → {change.limit}"
    note_change(acting_user, ChangeKind.LIMIT, about, now=now)
    return version


def _check(change: LimitChange, user: ActingUser, now: datetime) -> str:
    """The limit that holds now; InputRefusedError."""
    procedures = {each.procedure.kind: each.procedure for each in list_registrations()}
    errors = {}
    if change.kind not in procedures:
        raise InputRefusedError({"kind": "not_a_choice"})
    if change.promise not in procedures[change.kind].promise_by_name:
        errors["promise"] = "not_a_choice"
    if change.category and change.category not in {
        row.code for row in list_categories(user.community)
    }:
        errors["category"] = "not_a_choice"
    try:
        Limit.parse(change.limit)
    except LimitError:
        errors["limit"] = "not_a_limit"
    if errors:
        raise InputRefusedError(errors)
    rules = current_version(user.community, change.kind, now=now).rules
    general = str(rules["promises"][change.promise])
    return str(rules.get("subjects", {}).get(change.category, {}).get(change.promise, general))
